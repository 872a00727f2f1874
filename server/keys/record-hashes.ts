import { createHash } from 'node:crypto'
import type { GenerationHeader, KeyDevice, KeyLogChange, KeyLogEntry, KeyRoster } from '@chaos/protocol'

/** What may stand in a record: bytes, text, a number, or nothing. */
type Part = Uint8Array | string | number | null

const bytesOf = (text: string): Buffer => Buffer.from(text, 'base64url')
const idBytes = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex')

/** Crypto's SPEC I1: each part after its length. */
function pack(...parts: readonly Part[]): Buffer {
  const encoded = parts.map((part) => {
    const bytes = bytesOfPart(part)
    const length = Buffer.alloc(4)
    length.writeUInt32BE(bytes.length)
    return [length, bytes]
  })
  return Buffer.concat(encoded.flat())
}

function bytesOfPart(part: Part): Uint8Array {
  if (part === null) return Buffer.alloc(0)
  if (typeof part === 'string') return Buffer.from(part)
  if (typeof part !== 'number') return part
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(part))
  return bytes
}

const labelled = (label: string, ...parts: readonly Part[]): Buffer => pack(`C.H.A.O.S. ${label} 1`, ...parts)
const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64url')

const deviceParts = ({ deviceId, kind, signatureKey, boxKey, proof }: KeyDevice): Part[] => [
  pack(idBytes(deviceId), kind, bytesOf(signatureKey), bytesOf(boxKey)),
  bytesOf(proof),
]

function changeBytes(change: KeyLogChange): Buffer {
  switch (change.kind) {
    case 'found':
      return pack('found', bytesOf(change.identityKey), ...deviceParts(change.device))
    case 'admit':
      return pack('admit', ...deviceParts(change.device))
    case 'revoke':
      return pack('revoke', idBytes(change.deviceId))
  }
}

type Unsigned<T> = Omit<T, 'signature'>

/** Crypto's SPEC I4: what a device signs to show that its key is its own. */
export const proofBytes = (userId: string, device: KeyDevice): Buffer =>
  labelled('device', idBytes(userId), ...deviceParts(device).slice(0, 1))

/** Crypto's SPEC I5: what is hashed and signed. */
export const entryBytes = ({ userId, sequence, previous, atMs, authorId, change }: Unsigned<KeyLogEntry>): Buffer =>
  labelled(
    'key log',
    ...[idBytes(userId), sequence, bytesOf(previous), atMs],
    ...[authorId === null ? null : idBytes(authorId), changeBytes(change)],
  )

/** By it the next entry names this one. */
export const entryHash = (entry: KeyLogEntry): string => hash(entryBytes(entry))

/** Crypto's SPEC G2: what is hashed and signed. */
export function headerBytes(header: Unsigned<GenerationHeader>): Buffer {
  const body = labelled(
    'generation',
    ...[idBytes(header.channelId), header.generation, header.kind, bytesOf(header.previous), header.policy],
    ...[header.atMs, idBytes(header.makerId), idBytes(header.makerDeviceId)],
    ...[bytesOf(header.rosterDigest), bytesOf(header.commitment)],
  )
  return labelled('generation header', pack(body, bytesOf(header.continuity)))
}

/** By it the next header names this one. */
export const headerHash = (header: GenerationHeader): string => hash(headerBytes(header))

/** Crypto's SPEC G3. */
export const rosterDigest = (roster: KeyRoster): string =>
  hash(
    labelled(
      'roster',
      pack(
        ...roster.map(({ userId, identityKey, head, deviceIds }) =>
          pack(
            ...[idBytes(userId), bytesOf(identityKey), head.sequence, bytesOf(head.hash)],
            pack(...deviceIds.map(idBytes)),
          ),
        ),
      ),
    ),
  )

/** What `previous` is where nothing is before. */
export const zeroDigest = Buffer.alloc(32).toString('base64url')
