import { toBase64Url } from '../bytes/base64url.ts'
import { bytesOf, idBytes, labelled } from '../bytes/pack.ts'
import { anyDevice, standingDevices } from '../identity/account.ts'
import type { DeviceKeys } from '../identity/device-keys.ts'
import type { KeyDevice } from '../identity/records.ts'
import type { Bytes } from '../platform.ts'
import { hpkeSeal } from '../primitives/hpke.ts'
import type { ArchivedSecret } from '../recovery/archive.ts'
import type { Contact, Contacts } from '../trust/contact.ts'
import { rosterAccount } from './check-roster.ts'
import {
  type ChannelKeys,
  fitsCommitment,
  type KnownGeneration,
  knownGeneration,
  latestGeneration,
  memberOf,
  withSecrets,
} from './channel-keys.ts'
import { channelLimits, isKeyBox, type KeyBox, secretSize } from './records.ts'

export type BoxOpening =
  | { kind: 'opened'; keys: ChannelKeys }
  /** `not_continued`: the box is good, and shows that a later generation was made by somebody who did not have it (SPEC G5). */
  | { kind: 'refused'; reason: 'malformed' | 'not_held' | 'not_for_us' | 'bad_box' | 'wrong_secret' | 'not_continued' }

/** Half of the time goes to the platform's threads, so some are made at once. */
const boxesAtOnce = 8

/** SPEC G10: this person's devices that may be given a generation. Read their log before. */
export function boxableDevices(keys: ChannelKeys, generation: number, { account }: Contact): readonly KeyDevice[] {
  const known = knownGeneration(keys, generation)
  const isIn = (other: KnownGeneration | undefined) =>
    other !== undefined && memberOf(other.roster, account.userId)?.identityKey === account.identityKey
  if (!known || !isIn(latestGeneration(keys))) return []
  return known.header.policy === 'all' || isIn(known) ? standingDevices(account) : []
}

/** Who needs a box as soon as a generation is there: all but its maker, or after an `advance` those who cannot derive it. */
export function firstRecipients(keys: ChannelKeys, contacts: Contacts): readonly KeyDevice[] {
  const latest = latestGeneration(keys)
  if (!latest) return []
  const before = latest.header.kind === 'advance' ? keys.generations.at(-2) : undefined
  return latest.roster.flatMap((member) => {
    const account = rosterAccount(member, contacts)
    const had = before && memberOf(before.roster, member.userId)
    return member.deviceIds
      .filter((deviceId) => deviceId !== latest.header.makerDeviceId && !had?.deviceIds.includes(deviceId))
      .map((deviceId) => account && anyDevice(account, deviceId)?.keys)
      .filter((device) => device !== undefined)
  })
}

/** One batch. Throws RangeError for more than 100 devices, and TypeError for a generation whose secret we do not hold. */
export async function sealBoxes(
  { header, hash, secret }: KnownGeneration,
  devices: readonly KeyDevice[],
): Promise<readonly KeyBox[]> {
  if (devices.length > channelLimits.boxesPerBatch) throw new RangeError('more than a batch of boxes')
  if (!secret) throw new TypeError('no secret to box')
  const boxes: KeyBox[] = []
  for (let from = 0; from < devices.length; from += boxesAtOnce) {
    const some = devices.slice(from, from + boxesAtOnce)
    boxes.push(...(await Promise.all(some.map((device) => sealBox({ header, hash, secret }, device)))))
  }
  return boxes
}

/** SPEC G9. Whoever made the box: what does not fit the signed header is refused. */
export async function openBox({
  keys,
  generation,
  box,
  device,
}: {
  keys: ChannelKeys
  generation: number
  box: KeyBox
  device: DeviceKeys
}): Promise<BoxOpening> {
  if (!isKeyBox(box)) return { kind: 'refused', reason: 'malformed' }
  const known = knownGeneration(keys, generation)
  if (!known) return { kind: 'refused', reason: 'not_held' }
  const { deviceId } = device.device
  if (box.deviceId !== deviceId) return { kind: 'refused', reason: 'not_for_us' }
  const secret = await device.openSealed(bytesOf(box.sealed), boxInfo(known, deviceId))
  if (!secret) return { kind: 'refused', reason: 'bad_box' }
  if (secret.length !== secretSize || !fitsCommitment(secret, known.header)) {
    return { kind: 'refused', reason: 'wrong_secret' }
  }
  const next = withSecrets(keys, new Map([[generation, secret]]))
  return next ? { kind: 'opened', keys: next } : { kind: 'refused', reason: 'not_continued' }
}

/** Secrets out of an archive, as far as they fit the headers that are known. */
export function takeArchived(keys: ChannelKeys, archived: readonly ArchivedSecret[]): ChannelKeys {
  const fitting = archived.filter(({ channelId, generation, headerHash, secret }) => {
    const known = knownGeneration(keys, generation)
    return channelId === keys.channelId && known?.hash === headerHash && fitsCommitment(secret, known.header)
  })
  return withSecrets(keys, new Map(fitting.map(({ generation, secret }) => [generation, secret]))) ?? keys
}

/** What goes into an archive. */
export const secretsToArchive = ({ channelId, generations }: ChannelKeys): readonly ArchivedSecret[] =>
  generations.flatMap(({ header, hash, secret }) =>
    secret ? [{ channelId, generation: header.generation, headerHash: hash, secret }] : [],
  )

async function sealBox(known: Sealing, { deviceId, boxKey }: KeyDevice): Promise<KeyBox> {
  return { deviceId, sealed: toBase64Url(await hpkeSeal(bytesOf(boxKey), boxInfo(known, deviceId), known.secret)) }
}

type Sealing = Pick<KnownGeneration, 'header' | 'hash'> & { secret: Bytes }

const boxInfo = ({ header, hash }: Pick<KnownGeneration, 'header' | 'hash'>, deviceId: string): Bytes =>
  labelled('box', idBytes(header.channelId), header.generation, bytesOf(hash), idBytes(deviceId))
