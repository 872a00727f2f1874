import { acceptIdentity, type Contacts, type MeetOutcome, markVerified, meet, safetyNumber } from '@chaos/crypto/keys'
import type { KnownContact } from '../key-records.ts'
import type { ContactTaken, ContactVault, ContactView } from '../key-vault.ts'
import type { Opened } from './opened.ts'

type Input<M extends keyof ContactVault> = Parameters<ContactVault[M]>[0]
type Output<M extends keyof ContactVault> = ReturnType<ContactVault[M]>

const recordOf = (userId: string) => `contact ${userId}` as const

const known = ({ store }: Opened, userId: string): Promise<KnownContact | undefined> => store.read(recordOf(userId))

const viewOf = (contact: KnownContact | undefined): ContactView => ({
  identityKey: contact?.contact.account.identityKey ?? null,
  verified: contact?.contact.verified ?? false,
  changedTo: contact?.changedTo ?? null,
})

/**
 * The people among these whom something may be sealed to (crypto's SPEC T3): without those whom nobody met, and those whose
 * identity changed and was not accepted.
 */
export async function trustedContacts(opened: Opened, userIds: readonly string[]): Promise<Contacts> {
  const found = await Promise.all(userIds.map((userId) => known(opened, userId)))
  return new Map(
    found.flatMap((each) => (each?.changedTo === null ? [[each.contact.account.userId, each.contact]] : [])),
  )
}

export async function contact(opened: Opened, { userId }: Input<'contact'>): Output<'contact'> {
  const found = await known(opened, userId)
  return { view: viewOf(found), from: found ? found.contact.account.head.sequence + 1 : 0 }
}

/** Crypto's SPEC T1. */
export async function meetContact(opened: Opened, { userId, page }: Input<'meet'>): Output<'meet'> {
  const before = await known(opened, userId)
  const outcome = await meet({ userId, known: before?.contact, page })
  return outcome.kind === 'identity_changed' && before
    ? keep(opened, { ...before, changedTo: outcome.identityKey })
    : take(opened, before, outcome)
}

/** Crypto's SPEC T3. */
export async function acceptContact(opened: Opened, input: Input<'acceptContact'>): Output<'acceptContact'> {
  const { userId, identityKey, page } = input
  const before = await known(opened, userId)
  // Accepting the second page of it goes on in the log that is pinned by now.
  if (!before || before.contact.account.identityKey === identityKey) return meetContact(opened, { userId, page })
  return take(opened, before, await acceptIdentity({ known: before.contact, identityKey, page }))
}

export async function numberWith(opened: Opened, { userId }: Input<'safetyNumber'>): Output<'safetyNumber'> {
  const [own, other] = await Promise.all([opened.store.read('account'), known(opened, userId)])
  if (!own || !other) return null
  const identityKey = other.changedTo ?? other.contact.account.identityKey
  return { digits: await safetyNumber(own, { userId, identityKey }), identityKey }
}

/** Crypto's SPEC T4. */
export async function setVerified(opened: Opened, input: Input<'setVerified'>): Output<'setVerified'> {
  const { userId, identityKey, verified } = input
  const before = await known(opened, userId)
  const marked = before && markVerified(before.contact, identityKey)
  if (!marked) return viewOf(before)
  const next = { ...before, contact: { ...marked, verified } }
  await opened.store.write({ [recordOf(userId)]: next })
  return viewOf(next)
}

async function take(opened: Opened, before: KnownContact | undefined, outcome: MeetOutcome): Promise<ContactTaken> {
  switch (outcome.kind) {
    case 'met':
    case 'updated': {
      const { contact: read, more } = outcome
      const kept = await keep(opened, { contact: read, changedTo: null })
      return more ? { kind: 'more', from: read.account.head.sequence + 1 } : kept
    }
    case 'refused':
      return { kind: 'read', view: viewOf(before), refusal: outcome.reason }
    default:
      // Nobody here yet, or yet another identity than the one that was accepted.
      return { kind: 'read', view: viewOf(before), refusal: null }
  }
}

async function keep({ store }: Opened, next: KnownContact): Promise<ContactTaken> {
  await store.write({ [recordOf(next.contact.account.userId)]: next })
  return { kind: 'read', view: viewOf(next), refusal: null }
}
