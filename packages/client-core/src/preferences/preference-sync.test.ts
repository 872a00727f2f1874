import type { PreferencesState, SyncedPreferences } from '@chaos/protocol'
import { beforeEach, describe, expect, it } from 'vitest'
import type { AuthorizedCall } from '../api/api.ts'
import { fail, succeed } from '../api/failure.ts'
import { preferencesChanged, volumeChanged } from '../state/preferences-slice.ts'
import { createStore } from '../state/store.ts'
import { createHandClock } from '../testing/hand-clock.ts'
import { createMemoryStorage } from '../testing/node-parts.ts'
import { createPreferenceSync } from './preference-sync.ts'
import { overlay } from './synced-part.ts'

const [anna, ben] = ['01a20655-9d1d-715c-a691-ea4b66008b76', '01a20655-9d1d-715c-a691-ea4b66008b77']
const settle = () => new Promise((resolve) => setTimeout(resolve, 2))

/** One account on the server, by the rules of SPEC P6. */
let account: PreferencesState
let sent: SyncedPreferences[]
let isReachable: boolean
let refuses: boolean
beforeEach(() => {
  account = { version: 0, values: {} }
  sent = []
  isReachable = true
  refuses = false
})
const call = (async ({ method, body }: { method: string; body?: SyncedPreferences }) => {
  if (!isReachable) return fail('unreachable', 'no network')
  if (method === 'GET' || !body) return succeed(account)
  if (refuses) return fail('bad_request', 'no')
  sent.push(body)
  account = { version: account.version + 1, values: overlay(account.values, body) }
  return succeed(account)
}) as unknown as AuthorizedCall

function createDevice(storage = createMemoryStorage(), chosen: object = {}) {
  const store = createStore()
  store.dispatch(preferencesChanged(chosen))
  const hand = createHandClock()
  const sync = createPreferenceSync({ store, storage, clock: hand.clock, call })
  return {
    ...{ store, sync, storage, hand },
    shown: () => store.getState().preferences,
    change: (change: SyncedPreferences) => void store.dispatch(preferencesChanged(change)),
    async pass(ms: number) {
      hand.advance(ms)
      await settle()
    },
  }
}
async function signedInDevice(storage = createMemoryStorage(), chosen: object = {}) {
  const device = createDevice(storage, chosen)
  await device.sync.start('ada')
  return device
}

describe('synced preferences', () => {
  it('show at once, and go out together a moment later, only what changed', async () => {
    const device = await signedInDevice()
    device.change({ theme: 'dark' })
    device.change({ joinMuted: true })
    device.store.dispatch(volumeChanged({ userId: anna, volume: 0.5 }))
    expect([device.shown().theme, sent]).toEqual(['dark', []])
    await device.pass(400)
    expect(sent).toEqual([{ theme: 'dark', joinMuted: true, volumes: { [anna]: 0.5 } }])
    device.store.dispatch(volumeChanged({ userId: anna, volume: 1 }))
    await device.pass(400)
    expect(sent.at(-1)).toEqual({ volumes: { [anna]: 1 } })
    await device.pass(100_000)
    expect(sent).toHaveLength(2)
  })

  it('P6: a state is taken when it is newer, and not sent back', async () => {
    const device = await signedInDevice()
    device.sync.received({ version: 5, values: { theme: 'light', volumes: { [ben]: 2 } } })
    expect(device.shown()).toMatchObject({ theme: 'light', volumes: { [ben]: 2 } })
    device.sync.received({ version: 4, values: { theme: 'dark' } })
    expect(device.shown().theme).toBe('light')
    device.sync.received({ version: 6, values: {} })
    expect(device.shown()).toMatchObject({ theme: 'system', volumes: {} })
    await device.pass(1_000)
    expect(sent).toEqual([])
  })

  it('P6: what was not sent yet stays over what the server says, key by key', async () => {
    const device = await signedInDevice()
    device.change({ theme: 'dark' })
    device.sync.received({ version: 1, values: { theme: 'light', sounds: false } })
    expect(device.shown()).toMatchObject({ theme: 'dark', sounds: false })
  })

  it('made while the network is away go out when it is back, also after a reload', async () => {
    const storage = createMemoryStorage()
    const device = await signedInDevice(storage)
    isReachable = false
    device.change({ locale: 'de-DE' })
    await device.pass(400)
    expect(sent).toEqual([])
    device.sync.close()
    const reloaded = createDevice(storage, { locale: 'de-DE' })
    await reloaded.sync.start('ada')
    isReachable = true
    account = { version: 3, values: { locale: 'fr-FR', ownSounds: false } }
    await reloaded.pass(10_000)
    expect(sent).toEqual([{ locale: 'de-DE' }])
    expect(reloaded.shown()).toMatchObject({ locale: 'de-DE', ownSounds: false })
    await reloaded.pass(100_000)
    expect(sent).toHaveLength(1)
  })

  it('that change again while they are sent are sent again', async () => {
    const device = await signedInDevice()
    device.change({ theme: 'dark' })
    device.hand.advance(400)
    device.change({ theme: 'light' })
    await settle()
    expect(device.shown().theme).toBe('light')
    await device.pass(400)
    expect(sent).toEqual([{ theme: 'dark' }, { theme: 'light' }])
    expect(account.values).toEqual({ theme: 'light' })
  })

  it('that the server refuses go back to what it has', async () => {
    const device = await signedInDevice()
    refuses = true
    account = { version: 1, values: { theme: 'light' } }
    device.change({ theme: 'dark' })
    await device.pass(400)
    expect(device.shown().theme).toBe('light')
    refuses = false
    await device.pass(100_000)
    expect(sent).toEqual([])
  })

  it('of a device that knew no account go to the first one, and of one account never to another', async () => {
    const storage = createMemoryStorage()
    const device = await signedInDevice(storage, { theme: 'dark', microphoneId: 'own' })
    expect(sent).toEqual([{ theme: 'dark' }])
    isReachable = false
    device.change({ sounds: false })
    await device.pass(400)
    device.sync.stop()
    isReachable = true
    account = { version: 0, values: {} }
    await device.sync.start('ben')
    expect(device.shown()).toMatchObject({ theme: 'system', sounds: true, microphoneId: 'own' })
    await device.pass(100_000)
    expect(sent).toHaveLength(1)
  })

  it('stay as they are when nobody is signed in, whatever storage holds', async () => {
    for (const text of ['', 'no json', '[]', '{"userId":1}', '{"userId":"ada","unsent":{"theme":"pink"}}']) {
      const device = createDevice(createMemoryStorage({ 'chaos.preferences.unsent': text }))
      device.change({ theme: 'dark' })
      await device.pass(1_000)
      device.sync.received({ version: 9, values: { theme: 'light' } })
      expect([device.shown().theme, sent]).toEqual(['dark', []])
    }
  })
})
