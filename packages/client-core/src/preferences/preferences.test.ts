import { describe, expect, it } from 'vitest'
import { defaultPreferences, volumeChanged } from '../state/preferences-slice.ts'
import { createStore } from '../state/store.ts'
import { createMemoryStorage } from '../testing/node-parts.ts'
import { createPreferences, readPreferences } from './preferences.ts'

const [anna, ben] = ['01a20655-9d1d-715c-a691-ea4b66008b76', '01a20655-9d1d-715c-a691-ea4b66008b77']
const storageOf = (text: string) => createMemoryStorage({ 'chaos.preferences': text })

describe('preferences', () => {
  it.each(['not json', 'null', '[]', '"x"', '{"theme":"pink"}', '{"volumes":{"a":3}}'])(
    'falls back to the defaults for %s',
    (text) => expect(readPreferences(storageOf(text))).toEqual(defaultPreferences),
  )

  it('fills in what an older version did not keep', () =>
    expect(readPreferences(storageOf('{"theme":"light"}'))).toEqual({ ...defaultPreferences, theme: 'light' }))

  it('keeps each change, and none after the end', () => {
    const storage = createMemoryStorage()
    const store = createStore()
    const { commands, close } = createPreferences(store, storage)
    commands.change({ density: 'compact' })
    store.dispatch(volumeChanged({ userId: anna, volume: 1.5 }))
    store.dispatch(volumeChanged({ userId: ben, volume: 9 }))
    store.dispatch(volumeChanged({ userId: anna, volume: 1 }))
    expect(readPreferences(storage)).toEqual({ ...defaultPreferences, density: 'compact', volumes: { [ben]: 2 } })
    close()
    commands.change({ density: 'comfortable' })
    expect(readPreferences(storage).density).toBe('compact')
  })
})
