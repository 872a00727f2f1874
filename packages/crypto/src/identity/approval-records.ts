import { isBytes, isId, isRecord } from '../bytes/checks.ts'
import { isDigest, isHead, isKeyDevice, isVerifyingKey, type KeyDevice, type KeyLogHead } from './records.ts'

/** The parts of an exchange that admits a device, as they travel; packages/protocol/src/keys/approval.ts describes them. */
export type ApprovalOffer = { approvalId: string; device: KeyDevice; commitment: string }

export type ApprovalAnswer = {
  deviceId: string
  identityKey: string
  head: KeyLogHead
  nonce: string
  scanned?: string
}

export type ApprovalReveal = { nonce: string }

const isNonce = isBytes(32)

export const isOffer = isRecord<ApprovalOffer>({ approvalId: isId, device: isKeyDevice, commitment: isDigest })

export const isAnswer = isRecord<ApprovalAnswer>(
  {
    deviceId: isId,
    identityKey: isVerifyingKey,
    head: isHead,
    nonce: isNonce,
    scanned: isDigest,
  },
  ['scanned'],
)

export const isReveal = isRecord<ApprovalReveal>({ nonce: isNonce })
