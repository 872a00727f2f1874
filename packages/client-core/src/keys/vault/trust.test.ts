import { safetyNumber } from '@chaos/crypto/keys'
import { beforeEach, expect, it } from 'vitest'
import {
  addDevice,
  firstDevice,
  newPerson,
  nextId,
  type Person,
  pageOf,
} from '../../../../crypto/src/testing/people.ts'
import { createMemoryKeyStores } from '../memory-key-store.ts'
import type { ContactVault } from '../key-vault.ts'
import { membersOf } from './contacts.ts'
import { createTrustCommands } from './trust.ts'
import type { Opened } from './opened.ts'

let anna: Person
let ben: Person
let opened: Opened
let vault: ContactVault
beforeEach(async () => {
  ;[anna, ben] = await Promise.all([newPerson(), newPerson()])
  const store = await createMemoryKeyStores()(anna.userId)
  await store.write({ account: anna.contact.account })
  const memory = {
    candidate: undefined,
    shownIdentity: null,
    answers: new Map(),
    recovery: undefined,
    secrets: new Map(),
  }
  opened = { userId: anna.userId, store, newId: nextId, now: () => 0, ...memory }
  vault = createTrustCommands((command) => command(opened))
})

const keyOf = ({ contact: { account } }: Person) => account.identityKey
const meetBen = (page = pageOf(ben)) => vault.meet({ userId: ben.userId, page })
/** To whom something may be sealed, as the server shows them now. */
const members = () => membersOf(opened, [{ userId: ben.userId, identityKey: keyOf(ben) }])
const whoIsTrusted = async () => (await members()).map(({ account }) => account.userId)
/** The same account under a new identity. */
const afresh = () => newPerson(ben.userId)
const accept = (identityKey: string, page = pageOf(ben)) =>
  vault.acceptContact({ userId: ben.userId, identityKey, page })

it('T1: the first identity is pinned, its log is read on, and nobody is trusted before', async () => {
  expect(await vault.contact({ userId: ben.userId })).toMatchObject({ view: { identityKey: null }, from: 0 })
  expect(await whoIsTrusted()).toEqual([])
  const view = { identityKey: keyOf(ben), verified: false, changedTo: null }
  expect(await meetBen()).toEqual({ kind: 'read', view, refusal: null })
  expect(await whoIsTrusted()).toEqual([ben.userId])

  await addDevice(ben)
  expect(await vault.contact({ userId: ben.userId })).toEqual({ view, from: 1 })
  expect(await meetBen({ ...pageOf(ben), entries: [] })).toEqual({ kind: 'more', from: 1 })
  expect(await meetBen(pageOf(ben, 1))).toEqual({ kind: 'read', view, refusal: null })
  const old = { ...pageOf(ben), identity: { ...ben.contact.account, head: { sequence: 0, hash: 'A'.repeat(43) } } }
  expect(await meetBen({ ...old, entries: [] })).toMatchObject({ kind: 'read', view, refusal: 'malformed' })
  const { userId } = ben
  const rolledBack = { userId, identityKey: keyOf(ben), head: { sequence: 0, hash: 'A'.repeat(43) } }
  expect(await meetBen({ identity: rolledBack, entries: [] })).toMatchObject({ view, refusal: 'rolled_back' })
})

it('T2: the number is the same from both sides, and of the identity that is shown', async () => {
  expect(await vault.safetyNumber({ userId: ben.userId })).toBeNull()
  await meetBen()
  const digits = await safetyNumber(ben.contact.account, anna.contact.account)
  expect(await vault.safetyNumber({ userId: ben.userId })).toEqual({ digits, identityKey: keyOf(ben) })
})

it('T3, T4: another identity changes nothing before it is accepted by name; the mark is of the old one', async () => {
  await meetBen()
  const { userId } = ben
  const old = keyOf(ben)
  expect(await vault.setVerified({ userId, identityKey: old, verified: true })).toMatchObject({ verified: true })
  const before = (await vault.safetyNumber({ userId }))?.digits
  ben = await afresh()
  const view = { identityKey: old, verified: true, changedTo: keyOf(ben) }
  expect(await meetBen()).toEqual({ kind: 'read', view, refusal: null })
  expect(await whoIsTrusted()).toEqual([])
  expect(await vault.safetyNumber({ userId })).toMatchObject({ identityKey: keyOf(ben) })
  expect((await vault.safetyNumber({ userId }))?.digits).not.toBe(before)
  expect(await vault.setVerified({ userId, identityKey: keyOf(ben), verified: true })).toEqual(view)

  expect(await accept(keyOf(anna))).toEqual({ kind: 'read', view, refusal: null })
  const accepted = { identityKey: keyOf(ben), verified: false, changedTo: null }
  expect(await accept(keyOf(ben))).toEqual({ kind: 'read', view: accepted, refusal: null })
  expect(await whoIsTrusted()).toEqual([userId])
  const [kept] = await members()
  expect(kept?.former.map(({ identityKey }) => identityKey)).toEqual([old])
  expect(kept?.account.devices[0]?.keys.deviceId).toBe(firstDevice(ben).device.deviceId)
})

it('T3: a server that shows the pinned identity again is believed again', async () => {
  await meetBen()
  const first = ben
  ben = await afresh()
  await meetBen()
  ben = first
  expect(await meetBen()).toMatchObject({ view: { identityKey: keyOf(first), changedTo: null } })
})
