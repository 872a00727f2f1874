import type { Account } from '../identity/account.ts'
import type { Contacts } from '../trust/contact.ts'
import { rosterAccount } from './check-roster.ts'
import { memberOf } from './channel-keys.ts'
import type { Roster, RosterMember } from './records.ts'

/**
 * SPEC G6, G11: whether somebody who could read `before` must not read on. A device of theirs that is in no roster may have got a
 * box from the queue, so any device revoked since counts.
 */
export const revokedBetween = (account: Account, from: number, to: number): boolean =>
  account.devices.some(
    ({ keys, revokedAt }) => keys.kind === 'device' && revokedAt !== undefined && revokedAt > from && revokedAt <= to,
  )

export function mayOnlyAdvance(before: Roster, after: Roster, contacts: Contacts): boolean {
  return before.every((member) => staysIn(after, member, contacts))
}

function staysIn(after: Roster, before: RosterMember, contacts: Contacts): boolean {
  const now = memberOf(after, before.userId)
  if (now?.identityKey !== before.identityKey || now.head.sequence < before.head.sequence) return false
  const account = rosterAccount(now, contacts)
  return account !== undefined && !revokedBetween(account, before.head.sequence, now.head.sequence)
}
