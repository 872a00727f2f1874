import { beforeEach, expect, it } from 'vitest'
import { addDevice, newPerson, nextId, type Person, pageOf, revoke } from '../../../../crypto/src/testing/people.ts'
import { certifyCallKey } from '../../../../crypto/src/keys.ts'
import type { KeyVault } from '../key-vault.ts'
import { createMemoryKeyStores } from '../memory-key-store.ts'
import { createKeyVault } from './create-key-vault.ts'

const leaf = { callId: Uint8Array.of(1, 2, 3), signatureKey: new Uint8Array(32).fill(7) }
let anna: KeyVault
let ben: Person

beforeEach(async () => {
  const openStore = createMemoryKeyStores()
  anna = createKeyVault({ openStore, newId: nextId, now: () => 0 })
  ben = await newPerson()
  await anna.open({ userId: nextId() })
})
const meetBen = (page = pageOf(ben)) => anna.meet({ userId: ben.userId, page })
const wordOf = async (device = ben.devices[0], key = leaf) => {
  if (!device) throw new Error('a device')
  return `${device.device.deviceId} ${await certifyCallKey(device, key)}`
}
const check = (voucher: string, change: Partial<typeof leaf> = {}) =>
  anna.checkCallLeaf({ ...leaf, ...change, userId: ben.userId, voucher })

it('T5: a device’s word counts for one leaf of one call, while the pinned account has it', async () => {
  expect(await check(await wordOf())).toBe('unknown_device')
  await meetBen()
  expect(await check(await wordOf())).toBe('good')
  expect(await check(await wordOf(), { signatureKey: new Uint8Array(32) })).toBe('bad_signature')
  expect(await check(await wordOf(), { callId: Uint8Array.of(9) })).toBe('bad_signature')
  for (const voucher of ['', ' ', 'nonsense', `${nextId()} AA`]) expect(await check(voucher)).toBe('malformed')

  const phone = await addDevice(ben)
  expect(await check(await wordOf(phone))).toBe('unknown_device')
  await meetBen()
  expect(await check(await wordOf(phone))).toBe('good')
  await revoke(ben, phone)
  await meetBen()
  expect(await check(await wordOf(phone))).toBe('unknown_device')
})

it('T3, T5: the word of another identity counts for nothing, and is told apart from a forged one', async () => {
  await meetBen()
  const forger = await newPerson()
  expect(await check(await wordOf(forger.devices[0]))).toBe('unknown_device')
  const young = await newPerson(ben.userId)
  await meetBen(pageOf(young))
  expect(await check(await wordOf(young.devices[0]))).toBe('changed')
  expect(await check(await wordOf())).toBe('good')
})

it('T5: a device gives its own word, and none without keys', async () => {
  await expect(anna.vouchForCall(leaf)).rejects.toThrow('no keys')
  const userId = nextId()
  const vault = createKeyVault({ openStore: createMemoryKeyStores(), newId: nextId, now: () => 0 })
  await vault.open({ userId })
  const { entry } = await vault.found()
  const identityKey = entry.change.kind === 'found' ? entry.change.identityKey : ''
  const { account } = ben.contact
  const contact = { ...ben.contact, account: { ...account, identityKey } }
  const page = pageOf({ ...ben, userId, contact, entries: [entry] })
  expect(await vault.takeLog({ page })).toEqual({ kind: 'more', from: 1 })
  const voucher = await vault.vouchForCall(leaf)
  await anna.meet({ userId, page })
  expect(await anna.checkCallLeaf({ ...leaf, userId, voucher })).toBe('good')
})
