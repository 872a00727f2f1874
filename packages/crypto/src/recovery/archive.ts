import { fromBase64Url, toBase64Url } from '../bytes/base64url.ts'
import { isBytesUpTo, isId, isRecord } from '../bytes/checks.ts'
import { bytesOf, idBytes, idOf, labelled, numberOf, pack, packList, unpack } from '../bytes/pack.ts'
import { type Account, anyDevice, recoveryKey } from '../identity/account.ts'
import type { DeviceKeys } from '../identity/device-keys.ts'
import { isSequence, type KeyDevice } from '../identity/records.ts'
import { type Bytes, ownBytes } from '../platform.ts'
import { ed25519Verify } from '../primitives/ed25519.ts'
import { hpkeSeal } from '../primitives/hpke.ts'

/** Channel secrets for the recovery key (SPEC R5), as they travel or as one part of that; packages/protocol/src/keys/recovery.ts describes the record. */
export type KeyArchive = { deviceId: string; authorId: string; sequence: number; sealed: string }

export type ArchivedSecret = { channelId: string; generation: number; headerHash: string; secret: Bytes }

export type ArchiveOpening =
  | { kind: 'opened'; secrets: readonly ArchivedSecret[] }
  | { kind: 'refused'; reason: 'malformed' | 'not_for_us' | 'bad_seal' | 'unknown_device' | 'bad_signature' }

export const maxArchiveBytes = 1024 * 1024
/** A little below what fits, so that HPKE and the signature find room. */
const maxListBytes = maxArchiveBytes - 4_096

const isArchive = isRecord<KeyArchive>({
  deviceId: isId,
  authorId: isId,
  sequence: isSequence,
  sealed: isBytesUpTo(maxArchiveBytes),
})

type Archiving = {
  account: Account
  author: DeviceKeys
  /** The next after the archive that the server has. */
  sequence: number
  secrets: readonly ArchivedSecret[]
}

/** Any device can make it, without the code: it is sealed to the recovery key's public half. */
export async function sealArchive({
  account,
  author,
  sequence,
  secrets,
}: Archiving): Promise<
  { kind: 'sealed'; archive: KeyArchive } | { kind: 'refused'; reason: 'no_recovery' | 'too_many' }
> {
  const recovery = recoveryKey(account)
  if (!recovery) return { kind: 'refused', reason: 'no_recovery' }
  const list = packList(secrets, secretBytes)
  if (list.length > maxListBytes) return { kind: 'refused', reason: 'too_many' }
  const place = { userId: account.userId, deviceId: recovery.deviceId, authorId: author.device.deviceId, sequence }
  const content = pack(await author.sign(signedBytes(place, list)), list)
  const sealed = await hpkeSeal(bytesOf(recovery.boxKey), infoBytes(place), content)
  const { deviceId, authorId } = place
  return { kind: 'sealed', archive: { deviceId, authorId, sequence, sealed: toBase64Url(sealed) } }
}

export async function openArchive({
  account,
  recovery,
  archive,
}: {
  account: Account
  recovery: DeviceKeys
  archive: KeyArchive
}): Promise<ArchiveOpening> {
  const sealed = isArchive(archive) ? fromBase64Url(archive.sealed) : undefined
  if (!sealed) return { kind: 'refused', reason: 'malformed' }
  if (archive.deviceId !== recovery.device.deviceId) return { kind: 'refused', reason: 'not_for_us' }
  const { deviceId, authorId, sequence } = archive
  const place = { userId: account.userId, deviceId, authorId, sequence }
  const content = await recovery.openSealed(sealed, infoBytes(place))
  if (!content) return { kind: 'refused', reason: 'bad_seal' }
  const author = anyDevice(account, authorId)
  return author ? readContent(content, place, author.keys) : { kind: 'refused', reason: 'unknown_device' }
}

async function readContent(content: Bytes, place: Place, author: KeyDevice): Promise<ArchiveOpening> {
  const [signature, list] = unpack(content) ?? []
  if (!signature || !list) return { kind: 'refused', reason: 'malformed' }
  const isSigned = await ed25519Verify(bytesOf(author.signatureKey), ownBytes(signature), signedBytes(place, list))
  if (!isSigned) return { kind: 'refused', reason: 'bad_signature' }
  const secrets = unpack(list)?.map(readSecret)
  return secrets?.every((secret) => secret !== undefined)
    ? { kind: 'opened', secrets }
    : { kind: 'refused', reason: 'malformed' }
}

type Place = { userId: string; deviceId: string; authorId: string; sequence: number }

const placeParts = ({ userId, deviceId, authorId, sequence }: Place) =>
  [idBytes(userId), idBytes(deviceId), idBytes(authorId), sequence] as const

const infoBytes = (place: Place): Bytes => labelled('key archive', ...placeParts(place))
const signedBytes = (place: Place, list: Uint8Array): Bytes =>
  labelled('signed key archive', ...placeParts(place), list)

const secretBytes = ({ channelId, generation, headerHash, secret }: ArchivedSecret): Bytes =>
  pack(idBytes(channelId), generation, bytesOf(headerHash), secret)

function readSecret(packed: Uint8Array): ArchivedSecret | undefined {
  const [channelId, generationBytes, headerHash, secret] = unpack(packed) ?? []
  const generation = generationBytes && numberOf(generationBytes)
  if (channelId?.length !== 16 || headerHash?.length !== 32 || secret?.length !== 32) return undefined
  if (generation === undefined) return undefined
  return {
    channelId: idOf(channelId),
    generation,
    headerHash: toBase64Url(headerHash),
    secret: ownBytes(secret).slice(),
  }
}
