import { toBase64Url } from '../bytes/base64url.ts'
import { standingDevices } from '../identity/account.ts'
import type { DeviceKeys } from '../identity/device-keys.ts'
import { zeroDigest } from '../identity/entry-bytes.ts'
import { type Bytes, randomBytes } from '../platform.ts'
import type { Contact, Contacts } from '../trust/contact.ts'
import { type ChannelKeys, isLinked, type KnownGeneration, latestGeneration } from './channel-keys.ts'
import { type HeaderBody, headerBytes, headerHash, rosterDigest } from './generation-bytes.ts'
import { mayOnlyAdvance } from './lost-access.ts'
import { type GenerationKind, type HistoryPolicy, isRoster, type Roster, secretSize } from './records.ts'
import { advancedSecret, commitmentOf, continuityOf } from './secrets.ts'

/** Ours, if the server takes it: then `confirmGeneration`. Otherwise it is forgotten, and the winner's taken (SPEC G13). */
export type PendingGeneration = KnownGeneration & { secret: Bytes }

export type MakeOutcome =
  | { kind: 'made'; pending: PendingGeneration }
  /** `no_key`: only who holds the latest secret goes on; ask the queue. `wrong_kind`: see `dueGeneration`. */
  | { kind: 'refused'; reason: 'no_key' | 'wrong_kind' | 'too_many' | 'not_a_member' }

export type Making = {
  keys: ChannelKeys
  kind: GenerationKind
  maker: DeviceKeys
  /** Who shall read: the channel's present members, with their logs as new as can be, the maker's own among them. */
  members: readonly Contact[]
  policy: HistoryPolicy
  atMs: number
}

const refused = (reason: 'no_key' | 'wrong_kind' | 'too_many' | 'not_a_member') =>
  ({ kind: 'refused', reason }) as const

export async function makeGeneration(making: Making): Promise<MakeOutcome> {
  const before = latestGeneration(making.keys)
  const roster = rosterOf(making.members)
  const refusal = refusalOf(making, roster)
  if (refusal) return refused(refusal)
  const secret = nextSecret(making, before)
  const body = bodyOf(making, { before, roster, secret })
  const continuity = before?.secret && isLinked(body) ? continuityOf(before.secret, body) : zeroDigest
  const unsigned = { ...body, continuity }
  const signature = toBase64Url(await making.maker.sign(headerBytes(unsigned)))
  const header = { ...unsigned, signature }
  return { kind: 'made', pending: { header, hash: headerHash(header), roster, secret } }
}

const nextNumber = (before: KnownGeneration | undefined): number => (before?.header.generation ?? 0) + 1

function nextSecret({ keys, kind }: Making, before: KnownGeneration | undefined): Bytes {
  if (kind !== 'advance' || !before?.secret) return randomBytes(secretSize)
  return advancedSecret(before.secret, { channelId: keys.channelId, generation: nextNumber(before) })
}

type Parts = { before: KnownGeneration | undefined; roster: Roster; secret: Bytes }

function bodyOf({ keys, kind, maker, policy, atMs }: Making, { before, roster, secret }: Parts): HeaderBody {
  const place = { channelId: keys.channelId, generation: nextNumber(before) }
  return {
    ...place,
    kind,
    previous: before?.hash ?? zeroDigest,
    policy,
    atMs,
    makerId: maker.userId,
    makerDeviceId: maker.device.deviceId,
    rosterDigest: rosterDigest(roster),
    commitment: commitmentOf(secret, place),
  }
}

/** Once the server took it; `undefined` when another one took its place meanwhile. */
export function confirmGeneration(keys: ChannelKeys, pending: PendingGeneration): ChannelKeys | undefined {
  const latest = latestGeneration(keys)
  if ((latest?.hash ?? zeroDigest) !== pending.header.previous) return undefined
  return { ...keys, generations: [...keys.generations, pending] }
}

function refusalOf({ keys, kind, maker, members }: Making, roster: Roster) {
  const before = latestGeneration(keys)
  if ((kind === 'first') !== (before === undefined)) return 'wrong_kind'
  if (!isRoster(roster)) return 'too_many'
  const own = roster.find(({ userId }) => userId === maker.userId)
  if (!own?.deviceIds.includes(maker.device.deviceId)) return 'not_a_member'
  if (!before || !isLinked({ kind })) return undefined
  if (!before.secret) return 'no_key'
  return kind === 'advance' && !mayOnlyAdvance(before.roster, roster, byUser(members)) ? 'wrong_kind' : undefined
}

/** SPEC G3. Members without a device are not in it: they set up their keys first. */
function rosterOf(members: readonly Contact[]): Roster {
  return members
    .map(({ account }) => ({
      userId: account.userId,
      identityKey: account.identityKey,
      head: account.head,
      deviceIds: standingDevices(account)
        .map(({ deviceId }) => deviceId)
        .toSorted(),
    }))
    .filter(({ deviceIds }) => deviceIds.length > 0)
    .toSorted((a, b) => (a.userId < b.userId ? -1 : 1))
}

const byUser = (members: readonly Contact[]): Contacts =>
  new Map(members.map((contact) => [contact.account.userId, contact]))
