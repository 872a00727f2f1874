import { type Account, anyDevice, placeOfHead, standsAt } from '../identity/account.ts'
import { accountOf, type Contacts } from '../trust/contact.ts'
import type { Roster, RosterMember } from './records.ts'

/** What the pins and logs say of a roster (SPEC G7). */
export type RosterCheck =
  | { kind: 'good' }
  | { kind: 'identity_changed' | 'behind'; people: readonly Named[] }
  | { kind: 'refused'; reason: 'forked' | 'not_in_standing' }

/** Somebody, under the identity that a roster names. */
export type Named = { userId: string; identityKey: string }

type Verdict = 'good' | 'identity_changed' | 'behind' | 'forked' | 'not_in_standing'

export function checkRoster(roster: Roster, contacts: Contacts): RosterCheck {
  const verdicts = roster.map((member) => ({ member, verdict: verdictOn(member, contacts) }))
  const whose = (verdict: Verdict) => verdicts.filter((other) => other.verdict === verdict).map(({ member }) => member)
  for (const kind of ['identity_changed', 'behind'] as const) {
    const people = whose(kind).map(({ userId, identityKey }) => ({ userId, identityKey }))
    if (people.length > 0) return { kind, people }
  }
  for (const reason of ['forked', 'not_in_standing'] as const) {
    if (whose(reason).length > 0) return { kind: 'refused', reason }
  }
  return { kind: 'good' }
}

/** The account of a roster's member, under the identity that the roster names. */
export function rosterAccount({ userId, identityKey }: RosterMember, contacts: Contacts): Account | undefined {
  const contact = contacts.get(userId)
  return contact && accountOf(contact, identityKey)
}

function verdictOn(member: RosterMember, contacts: Contacts): Verdict {
  if (!contacts.has(member.userId)) return 'behind'
  const account = rosterAccount(member, contacts)
  if (!account) return 'identity_changed'
  const place = placeOfHead(account, member.head)
  if (place !== 'passed') return place
  return member.deviceIds.every((deviceId) => stood(account, deviceId, member.head.sequence))
    ? 'good'
    : 'not_in_standing'
}

function stood(account: Account, deviceId: string, sequence: number): boolean {
  const device = anyDevice(account, deviceId)
  return device?.keys.kind === 'device' && standsAt(device, sequence)
}
