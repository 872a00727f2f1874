import { toBase64Url } from '../bytes/base64url.ts'
import { equalInConstantTime } from '../equal-in-constant-time.ts'
import { bytesOf } from '../bytes/pack.ts'
import { randomBytes } from '../platform.ts'
import { type Account, anyDevice } from './account.ts'
import { approvalCode, commitmentOf, scannedAnswer, scannedDeviceHash } from './approval-bytes.ts'
import { type ApprovalAnswer, type ApprovalOffer, type ApprovalReveal, isOffer, isReveal } from './approval-records.ts'
import { isProven } from './read-log.ts'
import type { ScannedOffer } from './scan-text.ts'

/** The old device's side of an exchange. */
export type AnswerState = { userId: string; offer: ApprovalOffer; answer: ApprovalAnswer }

export type Answered =
  | { kind: 'answered'; state: AnswerState }
  | { kind: 'refused'; reason: 'malformed' | 'bad_proof' | 'wrong_device' | 'reused' }

export type Answering = {
  account: Account
  /** The device that answers. */
  deviceId: string
  offer: ApprovalOffer
  /** What its camera saw, if it has one. Then the device may be admitted at once. */
  scanned?: ScannedOffer
}

/** SPEC I11, I13. Answer an offer once. */
export async function answerOffer({ account, deviceId, offer, scanned }: Answering): Promise<Answered> {
  if (!isOffer(offer) || offer.device.kind !== 'device') return { kind: 'refused', reason: 'malformed' }
  const { userId, identityKey, head } = account
  if (anyDevice(account, offer.device.deviceId)) return { kind: 'refused', reason: 'reused' }
  if (!(await isProven(userId, offer.device))) return { kind: 'refused', reason: 'bad_proof' }
  if (scanned && !fits(userId, offer, scanned)) return { kind: 'refused', reason: 'wrong_device' }
  const answer = { deviceId, identityKey, head, nonce: toBase64Url(randomBytes(32)) }
  if (!scanned) return { kind: 'answered', state: { userId, offer, answer } }
  const proof = toBase64Url(scannedAnswer({ userId, offer, answer }, scanned.scanKey))
  return { kind: 'answered', state: { userId, offer, answer: { ...answer, scanned: proof } } }
}

/** SPEC I12: the digits that must be typed on this device. Compare, then admit the offer's device. */
export function takeReveal(
  { userId, offer, answer }: AnswerState,
  reveal: ApprovalReveal,
): { kind: 'code'; code: string } | { kind: 'refused'; reason: 'malformed' | 'bad_commitment' } {
  if (!isReveal(reveal)) return { kind: 'refused', reason: 'malformed' }
  const { nonce } = reveal
  if (commitmentOf(userId, offer.device, nonce) !== offer.commitment) {
    return { kind: 'refused', reason: 'bad_commitment' }
  }
  return { kind: 'code', code: approvalCode({ userId, offer, answer, nonce }) }
}

function fits(userId: string, offer: ApprovalOffer, { approvalId, deviceHash }: ScannedOffer): boolean {
  if (approvalId !== offer.approvalId) return false
  return equalInConstantTime(scannedDeviceHash(userId, offer.device), bytesOf(deviceHash))
}
