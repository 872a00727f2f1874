import { accountOf, type Contact, type Contacts, meet, type Named, rememberFormer } from '@chaos/crypto/keys'
import type { ChannelVault, LogToRead, PersonTaken } from '../channel-vault.ts'
import type { KeyRecordChanges } from '../key-records.ts'
import type { Opened } from './opened.ts'

type Input<M extends keyof ChannelVault> = Parameters<ChannelVault[M]>[0]

const recordOf = (userId: string) => `contact.${userId}` as const

/** Somebody's pinned account (crypto's SPEC T1); the own one is the account's own log. */
export async function contactOf({ userId, store }: Opened, ofId: string): Promise<Contact | undefined> {
  if (ofId !== userId) return store.read(recordOf(ofId))
  const [account, former] = await Promise.all([store.read('account'), store.read('former')])
  return account && { account, verified: true, former: former ?? [] }
}

export async function contactsOf(opened: Opened, userIds: Iterable<string>): Promise<Contacts> {
  const ids = [...new Set(userIds)]
  const found = await Promise.all(ids.map((id) => contactOf(opened, id)))
  return new Map(
    ids.flatMap((id, index) => {
      const contact = found[index]
      return contact ? [[id, contact] as const] : []
    }),
  )
}

/** The present log first: it shows whether an identity that is not pinned is an older one, or one to be shown (SPEC T3). */
export async function logsToRead(opened: Opened, { people }: Input<'logsToRead'>): Promise<LogToRead[]> {
  const contacts = await contactsOf(
    opened,
    people.map(({ userId }) => userId),
  )
  return people.flatMap((person) => logsOf(contacts.get(person.userId), person))
}

type Person = Input<'logsToRead'>['people'][number]

function logsOf(contact: Contact | undefined, { userId, identityKey, head }: Person): LogToRead[] {
  const present = { userId, identityKey: null, from: contact ? contact.account.head.sequence + 1 : 0 }
  if (!contact) return [present]
  const { account } = contact
  if (account.identityKey === identityKey) return head && account.hashes[head.sequence] === head.hash ? [] : [present]
  const from = (accountOf(contact, identityKey)?.head.sequence ?? -1) + 1
  // A member's own word for who they are now; a roster's word for who somebody was.
  return head ? [present] : [present, { userId, identityKey, from }]
}

export async function takePerson(opened: Opened, input: Input<'takePerson'>): Promise<PersonTaken> {
  const { userId, identityKey, page } = input
  const known = await contactOf(opened, userId)
  if (userId === opened.userId) return takeOwnFormer(opened, known, input)
  const outcome =
    identityKey !== null && known
      ? await rememberFormer({ known, identityKey, page })
      : await meet({ userId, known, page })
  if (outcome.kind === 'identity_changed') return { kind: 'changed', identityKey: outcome.identityKey }
  if (outcome.kind === 'no_identity' || outcome.kind === 'refused') return outcome
  const changes: KeyRecordChanges = {}
  changes[recordOf(userId)] = outcome.contact
  await opened.store.write(changes)
  return readOf(outcome.contact, { identityKey, more: outcome.more })
}

/** One's own present log is read elsewhere, and nothing but it says who one is. */
async function takeOwnFormer(
  opened: Opened,
  known: Contact | undefined,
  { identityKey, page }: Input<'takePerson'>,
): Promise<PersonTaken> {
  if (identityKey === null || !known) return { kind: 'read' }
  const outcome = await rememberFormer({ known, identityKey, page })
  if (outcome.kind === 'identity_changed') return { kind: 'changed', identityKey: outcome.identityKey }
  if (outcome.kind === 'no_identity' || outcome.kind === 'refused') return outcome
  await opened.store.write({ former: outcome.contact.former })
  return readOf(outcome.contact, { identityKey, more: outcome.more })
}

function readOf(contact: Contact, { identityKey, more }: { identityKey: string | null; more: boolean }): PersonTaken {
  const account = identityKey === null ? contact.account : accountOf(contact, identityKey)
  return more && account ? { kind: 'more', from: account.head.sequence + 1 } : { kind: 'read' }
}

/** Those of a channel's readers whose identity is the one that is pinned: nothing is shared with others (crypto's SPEC T3). */
export async function membersOf(opened: Opened, readers: readonly Named[]): Promise<Contact[]> {
  const contacts = await contactsOf(
    opened,
    readers.map(({ userId }) => userId),
  )
  return readers.flatMap(({ userId, identityKey }) => {
    const contact = contacts.get(userId)
    return contact?.account.identityKey === identityKey ? [contact] : []
  })
}

/** Readers whom the server shows under another identity than the one that is pinned. */
export async function strangersAmong(opened: Opened, { readers }: Input<'strangersAmong'>): Promise<string[]> {
  const contacts = await contactsOf(
    opened,
    readers.map(({ userId }) => userId),
  )
  return readers
    .filter(({ userId, identityKey }) => (contacts.get(userId)?.account.identityKey ?? identityKey) !== identityKey)
    .map(({ userId }) => userId)
}
