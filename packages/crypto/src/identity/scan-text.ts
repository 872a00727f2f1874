import { fromBase64Url, toBase64Url } from '../bytes/base64url.ts'
import { bytesOf, idBytes, idOf } from '../bytes/pack.ts'
import { concatBytes } from '../platform.ts'

const prefix = 'chaos-device:1:'
const idSize = 16
const hashSize = 32
const keySize = 32

/** What an old device learns by its camera (SPEC I13). */
export type ScannedOffer = { approvalId: string; deviceHash: string; scanKey: string }

export const formatScanText = ({ approvalId, deviceHash, scanKey }: ScannedOffer): string =>
  prefix + toBase64Url(concatBytes(idBytes(approvalId), bytesOf(deviceHash), bytesOf(scanKey)))

/** `undefined` for any other code that somebody points a camera at. */
export function readScanText(text: string): ScannedOffer | undefined {
  if (!text.startsWith(prefix)) return undefined
  const bytes = fromBase64Url(text.slice(prefix.length))
  if (bytes?.length !== idSize + hashSize + keySize) return undefined
  return {
    approvalId: idOf(bytes.subarray(0, idSize)),
    deviceHash: toBase64Url(bytes.subarray(idSize, idSize + hashSize)),
    scanKey: toBase64Url(bytes.subarray(idSize + hashSize)),
  }
}
