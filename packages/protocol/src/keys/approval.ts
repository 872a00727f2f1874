import { type Static, Type } from 'typebox'
import { Id, Instant } from '../ids.ts'
import { Closed } from '../wire/message-table.ts'
import { Base64UrlOf, Digest, VerifyingKey } from './binary.ts'
import { KeyDevice, KeyLogHead } from './key-log.ts'
import { keyLimits } from './limits.ts'

/**
 * A new device and an old one of the same account meet in a mailbox that the server keeps for ten minutes: offer, answer,
 * reveal; then the old device appends the `admit` entry. Each part is taken once. Crypto's SPEC I10 to I14.
 */
export const ApprovalOffer = Closed({ approvalId: Id, device: KeyDevice, commitment: Digest })
export type ApprovalOffer = Static<typeof ApprovalOffer>

export const ApprovalAnswer = Closed({
  /** The device that answers. */
  deviceId: Id,
  identityKey: VerifyingKey,
  head: KeyLogHead,
  nonce: Base64UrlOf(32),
  /** Present when the offer was scanned: proves that the scanner answers, and no one else. */
  scanned: Type.Optional(Digest),
})
export type ApprovalAnswer = Static<typeof ApprovalAnswer>

export const ApprovalReveal = Closed({ nonce: Base64UrlOf(32) })
export type ApprovalReveal = Static<typeof ApprovalReveal>

export const ApprovalState = Type.Enum(['open', 'answered', 'revealed', 'admitted', 'declined', 'expired'])
export type ApprovalState = Static<typeof ApprovalState>

/** What both sides read from the mailbox. */
export const Approval = Type.Object({
  offer: ApprovalOffer,
  answer: Type.Union([ApprovalAnswer, Type.Null()]),
  reveal: Type.Union([ApprovalReveal, Type.Null()]),
  state: ApprovalState,
  expiresAt: Instant,
})
export type Approval = Static<typeof Approval>

/** Those of an account that are not over. */
export const ApprovalList = Type.Array(Approval, { maxItems: keyLimits.openApprovals })
