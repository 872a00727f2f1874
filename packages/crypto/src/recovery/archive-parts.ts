import { fromBase64Url, toBase64Url } from '../bytes/base64url.ts'
import { idBytes, idOf, labelled, numberOf, pack, packList, unpack } from '../bytes/pack.ts'
import { type Account, standingDevice } from '../identity/account.ts'
import type { DeviceKeys } from '../identity/device-keys.ts'
import { hash } from '../primitives/hash.ts'
import { type ArchivedSecret, type KeyArchive, maxArchiveBytes, openArchive } from './archive.ts'

type Adding = { account: Account; before: KeyArchive | undefined; part: KeyArchive }

/**
 * An archive with this device's newest part, and those of other devices as they are: nobody but the recovery key can open them, so that a
 * device that knows less takes nothing away (SPEC R5). Without room, parts of devices that stand no more go first, the oldest first.
 */
export function addToArchive({
  account,
  before,
  part,
}: Adding): { kind: 'archive'; archive: KeyArchive } | { kind: 'refused'; reason: 'too_many' } {
  const kept = before?.deviceId === part.deviceId ? partsOf(before) : []
  const others = kept.filter(({ authorId }) => authorId !== part.authorId)
  const needless = others
    .filter(({ authorId }) => !standingDevice(account, authorId))
    .toSorted((a, b) => a.sequence - b.sequence)
  for (let dropped = 0; dropped <= needless.length; dropped += 1) {
    const gone = new Set(needless.slice(0, dropped))
    const sealed = packList([part, ...others.filter((other) => !gone.has(other))], partBytes)
    if (sealed.length <= maxArchiveBytes) return { kind: 'archive', archive: { ...part, sealed: toBase64Url(sealed) } }
  }
  return { kind: 'refused', reason: 'too_many' }
}

/** What any part of it gives. One that does not open, or was signed by nobody, takes nothing from the others. */
export async function openArchiveParts(opening: {
  account: Account
  recovery: DeviceKeys
  archive: KeyArchive
}): Promise<readonly ArchivedSecret[]> {
  const found = new Map<string, ArchivedSecret>()
  for (const archive of partsOf(opening.archive)) {
    const outcome = await openArchive({ ...opening, archive })
    if (outcome.kind === 'opened') for (const secret of outcome.secrets) found.set(nameOf(secret), secret)
  }
  return [...found.values()]
}

/** The same for the same secrets, in any order; says nothing of them. */
export const digestOfSecrets = (secrets: readonly ArchivedSecret[]): string =>
  toBase64Url(hash(labelled('archived secrets', ...secrets.map(nameOf).toSorted())))

const nameOf = ({ channelId, generation, headerHash }: ArchivedSecret): string =>
  [channelId, generation, headerHash].join(' ')

const partBytes = ({ authorId, sequence, sealed }: KeyArchive) =>
  pack(idBytes(authorId), sequence, fromBase64Url(sealed))

/** Of what a server shows: whatever has no form of ours is left out. */
function partsOf({ deviceId, sealed }: KeyArchive): KeyArchive[] {
  const packed = fromBase64Url(sealed)
  return ((packed && unpack(packed)) ?? []).flatMap((bytes) => {
    const [authorId, sequenceBytes, box] = unpack(bytes) ?? []
    const sequence = sequenceBytes && numberOf(sequenceBytes)
    if (authorId?.length !== 16 || sequence === undefined || !box) return []
    return [{ deviceId, authorId: idOf(authorId), sequence, sealed: toBase64Url(box) }]
  })
}
