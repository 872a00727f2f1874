import type { Account } from '../identity/account.ts'
import { type LogOutcome, type LogReading, type LogRefusal, readLog } from '../identity/read-log.ts'
import type { KeyLogPage } from '../identity/records.ts'

/**
 * Somebody's pinned account (SPEC T1), whether this identity was compared (T4), and the identities before it: old rosters and
 * messages name them. Plain data.
 */
export type Contact = { account: Account; verified: boolean; former: readonly Account[] }

/** By user. */
export type Contacts = ReadonlyMap<string, Contact>

export type MeetOutcome =
  /** `more`: the log goes on; read the next page. */
  | { kind: 'met' | 'updated'; contact: Contact; more: boolean }
  | { kind: 'no_identity' }
  /** Show it; go on with {@link acceptIdentity} only when the person says so (SPEC T3). */
  | { kind: 'identity_changed'; identityKey: string }
  | { kind: 'refused'; reason: LogRefusal }

export type Meeting = Omit<LogReading, 'known'> & { known: Contact | undefined }

/** Reads what the server says of somebody; the first identity is pinned. */
export async function meet({ userId, known, page }: Meeting): Promise<MeetOutcome> {
  const outcome = await readLog({ userId, known: known?.account, page })
  return asMeeting(outcome, known)
}

type Accepting = { known: Contact; identityKey: string; page: KeyLogPage }

/** Pins this identity, and no other, in place of the one before. `page` is its log from the beginning. */
export async function acceptIdentity({ known, identityKey, page }: Accepting): Promise<MeetOutcome> {
  const outcome = await readLog({ userId: known.account.userId, known: undefined, page })
  if (outcome.kind !== 'read') return outcome
  const { account, more } = outcome
  if (account.identityKey !== identityKey) return { kind: 'identity_changed', identityKey: account.identityKey }
  const former = [known.account, ...known.former].filter((other) => other.identityKey !== identityKey)
  return { kind: 'met', contact: { account, verified: false, former }, more }
}

/**
 * Reads the log of an identity that somebody had before we met: a signed roster names it, and the server has its log still. It
 * counts for what was written then, never for anything new.
 */
export async function rememberFormer({ known, identityKey, page }: Accepting): Promise<MeetOutcome> {
  const { userId } = known.account
  const before = accountOf(known, identityKey)
  if (before === known.account) return { kind: 'updated', contact: known, more: false }
  const outcome = await readLog({ userId, known: before, page })
  if (outcome.kind !== 'read') return outcome
  const { account, more } = outcome
  if (account.identityKey !== identityKey) return { kind: 'identity_changed', identityKey: account.identityKey }
  const former = [account, ...known.former.filter((other) => other !== before)]
  return { kind: 'updated', contact: { ...known, former }, more }
}

/** The account of this identity, the present one or one before. */
export function accountOf({ account, former }: Contact, identityKey: string): Account | undefined {
  return [account, ...former].find((other) => other.identityKey === identityKey)
}

/** `undefined` where the contact has another identity by now than the one that was compared. */
export const markVerified = (contact: Contact, identityKey: string): Contact | undefined =>
  contact.account.identityKey === identityKey ? { ...contact, verified: true } : undefined

function asMeeting(outcome: LogOutcome, known: Contact | undefined): MeetOutcome {
  if (outcome.kind !== 'read') return outcome
  const contact = { account: outcome.account, verified: known?.verified ?? false, former: known?.former ?? [] }
  return { kind: known ? 'updated' : 'met', contact, more: outcome.more }
}
