import { standingDevices } from '../identity/account.ts'
import type { Contact } from '../trust/contact.ts'
import { type ChannelKeys, type KnownGeneration, latestGeneration, memberOf } from './channel-keys.ts'
import { revokedBetween } from './lost-access.ts'
import type { HistoryPolicy, RosterMember } from './records.ts'

/** SPEC G11. */
export const generationAgeMs = 30 * 24 * 60 * 60 * 1_000

export type Asking = {
  keys: ChannelKeys
  /** The channel's present members, with their logs as new as can be; without those whose identity changed and was not seen. */
  members: readonly Contact[]
  policy: HistoryPolicy
  nowMs: number
}

/**
 * What must happen before anything is sealed, and before the queue is served. `wait`: this device has no secret for the latest generation and asks the queue; where nobody
 * is left to answer, the person may choose a `restart`. `undefined`: nothing, seal.
 */
export function dueGeneration(asking: Asking): 'first' | 'fresh' | 'advance' | 'wait' | undefined {
  const latest = latestGeneration(asking.keys)
  if (!latest) return 'first'
  if (!latest.secret) return 'wait'
  if (mustBeFresh(latest, asking)) return 'fresh'
  return asking.members.some((contact) => isNew(latest, contact)) ? 'advance' : undefined
}

function mustBeFresh({ header, roster }: KnownGeneration, { members, policy, nowMs }: Asking): boolean {
  if (header.policy !== policy || nowMs - header.atMs > generationAgeMs) return true
  const present = new Map(members.map(({ account }) => [account.userId, account]))
  return roster.some((member) => lostAccess(member, present))
}

function lostAccess(
  { userId, identityKey, head }: RosterMember,
  present: ReadonlyMap<string, Contact['account']>,
): boolean {
  const account = present.get(userId)
  return account?.identityKey !== identityKey || revokedBetween(account, head.sequence, account.head.sequence)
}

const isNew = ({ roster }: KnownGeneration, { account }: Contact): boolean =>
  !memberOf(roster, account.userId) && standingDevices(account).length > 0
