import type { KeyDevice, KeyLogEntry } from '@chaos/protocol'
import type { Viewer } from '../auth/viewer.ts'
import { BadRequestError } from '../utils/domain-error.ts'
import { entryBytes, proofBytes, zeroDigest } from './record-hashes.ts'
import { isSigned } from './signatures.ts'

/** What an entry says must agree with itself and with who posts it. Throws {@link BadRequestError}. */
export function requireSoundEntry({ userId }: Viewer, entry: KeyLogEntry): void {
  if (entry.userId !== userId) throw new BadRequestError('the entry is of another account')
  const { change, authorId, sequence } = entry
  if (change.kind !== 'revoke') requireProof(userId, change.device)
  if (change.kind === 'found') requireFounding(entry, change)
  else if (authorId === null || sequence === 0) throw new BadRequestError('only `found` begins a log')
}

type Founding = Extract<KeyLogEntry['change'], { kind: 'found' }>

function requireFounding(entry: KeyLogEntry, { device, identityKey }: Founding): void {
  const begins = entry.authorId === null && entry.sequence === 0 && entry.previous === zeroDigest
  if (!begins) throw new BadRequestError('`found` begins a log')
  if (device.kind !== 'device') throw new BadRequestError('a recovery key founds nothing')
  if (!isSigned(entryBytes(entry), { by: identityKey, signature: entry.signature }))
    throw new BadRequestError('the signature does not fit')
}

function requireProof(userId: string, device: KeyDevice): void {
  if (!isSigned(proofBytes(userId, device), { by: device.signatureKey, signature: device.proof }))
    throw new BadRequestError('the proof of the device does not fit')
}
