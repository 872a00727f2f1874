import { toBase64Url } from '../bytes/base64url.ts'
import { bytesOf } from '../bytes/pack.ts'
import { equalInConstantTime } from '../equal-in-constant-time.ts'
import { randomBytes } from '../platform.ts'
import { type Account, placeOfHead, standingDevice } from './account.ts'
import { approvalCode, commitmentOf, scannedAnswer, scannedDeviceHash } from './approval-bytes.ts'
import { type ApprovalAnswer, type ApprovalOffer, type ApprovalReveal, isAnswer } from './approval-records.ts'
import type { KeyDevice } from './records.ts'
import { formatScanText } from './scan-text.ts'

/** The new device's side of an exchange. Plain data; `nonce` and `scanKey` stay on the device until their turn. */
export type OfferState = { userId: string; offer: ApprovalOffer; nonce: string; scanKey: string }

export type AnswerTaken =
  /** Reveal, and show the code: it is typed on the old device. */
  | { kind: 'code'; reveal: ApprovalReveal; code: string }
  /** The old device scanned our code: nothing to compare. It waits for no reveal. */
  | { kind: 'trusted' }
  | { kind: 'refused'; reason: 'malformed' | 'wrong_answer' }

const nonceSize = 32

/** SPEC I10. An offer is for one exchange; the next one has a new id and new random bytes. */
export function offerDevice({
  approvalId,
  userId,
  device,
}: {
  approvalId: string
  userId: string
  device: KeyDevice
}): OfferState {
  const nonce = toBase64Url(randomBytes(nonceSize))
  const offer = { approvalId, device, commitment: commitmentOf(userId, device, nonce) }
  return { userId, offer, nonce, scanKey: toBase64Url(randomBytes(nonceSize)) }
}

/** Text for a QR code on the new device's screen. */
export const scanTextOf = ({ userId, offer, scanKey }: OfferState): string =>
  formatScanText({
    approvalId: offer.approvalId,
    deviceHash: toBase64Url(scannedDeviceHash(userId, offer.device)),
    scanKey,
  })

/** Take one answer for an offer, and keep it: the reveal is for that one only (SPEC I11). */
export function takeAnswer(state: OfferState, answer: ApprovalAnswer): AnswerTaken {
  if (!isAnswer(answer)) return { kind: 'refused', reason: 'malformed' }
  if (answer.scanned === undefined) {
    return { kind: 'code', reveal: { nonce: state.nonce }, code: approvalCode({ ...state, answer }) }
  }
  const expected = scannedAnswer({ ...state, answer }, state.scanKey)
  if (!equalInConstantTime(expected, bytesOf(answer.scanned))) return { kind: 'refused', reason: 'wrong_answer' }
  return { kind: 'trusted' }
}

/** SPEC I14: whether this log is the one that the answer vouched for, with this device in it. */
export function checkAdmission(
  { offer }: OfferState,
  answer: ApprovalAnswer,
  account: Account,
): 'admitted' | 'not_admitted' | 'identity_changed' | 'forked' {
  if (account.identityKey !== answer.identityKey) return 'identity_changed'
  const place = placeOfHead(account, answer.head)
  if (place === 'forked') return 'forked'
  const own = standingDevice(account, offer.device.deviceId)
  return place === 'passed' && own?.signatureKey === offer.device.signatureKey ? 'admitted' : 'not_admitted'
}
