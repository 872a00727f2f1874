import { type Static, Type } from 'typebox'
import { Base64Url, Id } from '../ids.ts'
import { Closed } from '../wire/message-table.ts'
import { Base64UrlOf, Digest } from './binary.ts'
import { Generation } from './channel-keys.ts'
import { keyLimits } from './limits.ts'

/** Binds a sender to a message whose content the server cannot read, so that it can be shown in a report (crypto's SPEC F). */
export const FrankingCommitment = Digest

/** A small sealed message. Everything outside of `sealed` is bound to it (crypto's SPEC E). */
export const SealedEnvelope = Closed({
  channelId: Id,
  generation: Generation,
  senderId: Id,
  senderDeviceId: Id,
  messageId: Id,
  commitment: FrankingCommitment,
  /** Nonce, ciphertext, tag. */
  sealed: Base64Url(keyLimits.envelopeBytes),
})
export type SealedEnvelope = Static<typeof SealedEnvelope>

/** What somebody who reports a message shows; checked against the envelope that the server kept. */
export const FrankingProof = Closed({
  messageId: Id,
  /** The envelope's content as it was sealed: JSON text. */
  content: Type.String({ maxLength: 65_536 }),
  frankingKey: Base64UrlOf(32),
  signature: Base64UrlOf(64),
})
export type FrankingProof = Static<typeof FrankingProof>
