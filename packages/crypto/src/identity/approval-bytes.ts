import { toBase64Url } from '../bytes/base64url.ts'
import { bytesOf, idBytes, labelled, pack } from '../bytes/pack.ts'
import type { Bytes } from '../platform.ts'
import { hash, mac } from '../primitives/hash.ts'
import type { ApprovalAnswer, ApprovalOffer } from './approval-records.ts'
import { deviceBytes } from './entry-bytes.ts'
import type { KeyDevice } from './records.ts'

const codeDigits = 6

/** SPEC I10. */
export const commitmentOf = (userId: string, device: KeyDevice, nonce: string): string =>
  toBase64Url(hash(labelled('approval commitment', idBytes(userId), deviceBytes(device), bytesOf(nonce))))

export type CodeInputs = { userId: string; offer: ApprovalOffer; answer: ApprovalAnswer; nonce: string }

/** SPEC I12. */
export function approvalCode({ userId, offer, answer, nonce }: CodeInputs): string {
  const inputs = hash(
    labelled(
      'approval code',
      idBytes(userId),
      deviceBytes(offer.device),
      answerBytes(answer),
      bytesOf(nonce),
      bytesOf(answer.nonce),
    ),
  )
  const value = new DataView(inputs.buffer).getBigUint64(0) % 10n ** BigInt(codeDigits)
  return value.toString().padStart(codeDigits, '0')
}

/** SPEC I13. */
export const scannedDeviceHash = (userId: string, device: KeyDevice): Bytes =>
  hash(labelled('scanned device', idBytes(userId), deviceBytes(device)))

export const scannedAnswer = ({ userId, offer, answer }: Omit<CodeInputs, 'nonce'>, scanKey: string): Bytes =>
  mac(bytesOf(scanKey), labelled('scanned answer', idBytes(userId), deviceBytes(offer.device), answerBytes(answer)))

const answerBytes = ({ identityKey, head, deviceId }: ApprovalAnswer): Bytes =>
  pack(bytesOf(identityKey), head.sequence, bytesOf(head.hash), idBytes(deviceId))
