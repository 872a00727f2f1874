import { toBase64Url } from '../bytes/base64url.ts'
import { bytesOf, idBytes, labelled, pack } from '../bytes/pack.ts'
import type { Bytes } from '../platform.ts'
import { hash } from '../primitives/hash.ts'
import type { KeyDevice, KeyLogChange, KeyLogEntry } from './records.ts'

export const zeroDigest = toBase64Url(new Uint8Array(32))

export type DevicePart = Omit<KeyDevice, 'proof'>

/** SPEC I4. */
export const deviceBytes = ({ deviceId, kind, signatureKey, boxKey }: DevicePart): Bytes =>
  pack(idBytes(deviceId), kind, bytesOf(signatureKey), bytesOf(boxKey))

export const proofBytes = (userId: string, device: DevicePart): Bytes =>
  labelled('device', idBytes(userId), deviceBytes(device))

/** SPEC I5: what is hashed and signed. */
export function entryBytes(entry: Omit<KeyLogEntry, 'signature'>): Bytes {
  const { userId, sequence, previous, atMs, authorId, change } = entry
  const author = authorId === null ? undefined : idBytes(authorId)
  return labelled('key log', idBytes(userId), sequence, bytesOf(previous), atMs, author, changeBytes(change))
}

export const entryHash = (entry: Omit<KeyLogEntry, 'signature'>): string => toBase64Url(hash(entryBytes(entry)))

function changeBytes(change: KeyLogChange): Bytes {
  switch (change.kind) {
    case 'found':
      return pack('found', bytesOf(change.identityKey), deviceBytes(change.device), bytesOf(change.device.proof))
    case 'admit':
      return pack('admit', deviceBytes(change.device), bytesOf(change.device.proof))
    case 'revoke':
      return pack('revoke', idBytes(change.deviceId))
  }
}
