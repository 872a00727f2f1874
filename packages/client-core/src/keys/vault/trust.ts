import { acceptIdentity, type Contact, type MeetOutcome, markVerified, meet, safetyNumber } from '@chaos/crypto/keys'
import type { KeyRecordChanges } from '../key-records.ts'
import type { ContactTaken, ContactVault, ContactView } from '../key-vault.ts'
import { contactOf } from './contacts.ts'
import type { Opened } from './opened.ts'

type Input<M extends keyof ContactVault> = Parameters<ContactVault[M]>[0]
type Output<M extends keyof ContactVault> = ReturnType<ContactVault[M]>
type WithOpened = <Output>(command: (opened: Opened) => Promise<Output>) => Promise<Output>

export const createTrustCommands = (withOpened: WithOpened): ContactVault => ({
  contact: (input) => withOpened((opened) => contact(opened, input)),
  meet: (input) => withOpened((opened) => meetContact(opened, input)),
  acceptContact: (input) => withOpened((opened) => acceptContact(opened, input)),
  safetyNumber: (input) => withOpened((opened) => numberWith(opened, input)),
  setVerified: (input) => withOpened((opened) => setVerified(opened, input)),
})

/** Somebody as they are known, and another identity that the server shows for them. */
type Known = { contact: Contact | undefined; changedTo: string | null }

async function known(opened: Opened, userId: string): Promise<Known> {
  const [found, changedTo] = await Promise.all([contactOf(opened, userId), opened.store.read(`changed.${userId}`)])
  return { contact: found, changedTo: changedTo ?? null }
}

async function keep({ store }: Opened, next: Contact, changedTo: string | null): Promise<ContactTaken> {
  const { userId } = next.account
  const changes: KeyRecordChanges = {}
  changes[`contact.${userId}`] = next
  changes[`changed.${userId}`] = changedTo ?? undefined
  await store.write(changes)
  return { kind: 'read', view: viewOf({ contact: next, changedTo }), refusal: null }
}

const viewOf = ({ contact: found, changedTo }: Known): ContactView => ({
  identityKey: found?.account.identityKey ?? null,
  verified: found?.verified ?? false,
  changedTo,
})

async function contact(opened: Opened, { userId }: Input<'contact'>): Output<'contact'> {
  const found = await known(opened, userId)
  return { view: viewOf(found), from: found.contact ? found.contact.account.head.sequence + 1 : 0 }
}

/** Crypto's SPEC T1. */
async function meetContact(opened: Opened, { userId, page }: Input<'meet'>): Output<'meet'> {
  const before = await known(opened, userId)
  const outcome = await meet({ userId, known: before.contact, page })
  return outcome.kind === 'identity_changed' && before.contact
    ? keep(opened, before.contact, outcome.identityKey)
    : take(opened, before, outcome)
}

/** Crypto's SPEC T3. */
async function acceptContact(opened: Opened, input: Input<'acceptContact'>): Output<'acceptContact'> {
  const { userId, identityKey, page } = input
  const before = await known(opened, userId)
  // The second page of an accepted log goes on in the one that is pinned by now.
  if (!before.contact || before.contact.account.identityKey === identityKey)
    return meetContact(opened, { userId, page })
  return take(opened, before, await acceptIdentity({ known: before.contact, identityKey, page }))
}

async function numberWith(opened: Opened, { userId }: Input<'safetyNumber'>): Output<'safetyNumber'> {
  const [own, other] = await Promise.all([opened.store.read('account'), known(opened, userId)])
  const identityKey = other.changedTo ?? other.contact?.account.identityKey
  if (!own || identityKey === undefined) return null
  return { digits: await safetyNumber(own, { userId, identityKey }), identityKey }
}

/** Crypto's SPEC T4. */
async function setVerified(opened: Opened, input: Input<'setVerified'>): Output<'setVerified'> {
  const { userId, identityKey, verified } = input
  const before = await known(opened, userId)
  const marked = before.contact && markVerified(before.contact, identityKey)
  if (!marked) return viewOf(before)
  await keep(opened, { ...marked, verified }, before.changedTo)
  return viewOf({ ...before, contact: { ...marked, verified } })
}

async function take(opened: Opened, before: Known, outcome: MeetOutcome): Promise<ContactTaken> {
  switch (outcome.kind) {
    case 'met':
    case 'updated': {
      const kept = await keep(opened, outcome.contact, null)
      return outcome.more ? { kind: 'more', from: outcome.contact.account.head.sequence + 1 } : kept
    }
    case 'refused':
      return { kind: 'read', view: viewOf(before), refusal: outcome.reason }
    default:
      // Nobody here yet, or yet another identity than the one that was accepted.
      return { kind: 'read', view: viewOf(before), refusal: null }
  }
}
