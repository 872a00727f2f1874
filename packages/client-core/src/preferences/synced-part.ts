import type { SyncedPreferences } from '@chaos/protocol'
import { defaultPreferences, type Preferences } from '../state/preferences-slice.ts'

/** Every synced preference, none absent. */
export type SyncedPart = Required<SyncedPreferences>

/** Drops what stays on this device. */
export const syncedPart = ({ density: _, microphoneId: __, speakerId: ___, ...synced }: Preferences): SyncedPart =>
  synced

export const defaultSyncedPart = syncedPart(defaultPreferences)

export const isEmpty = (change: SyncedPreferences): boolean => Object.keys(change).length === 0

/** `change` over `base`, each volume on its own. */
export function overlay<T extends SyncedPreferences>(base: T, { volumes, ...change }: SyncedPreferences): T {
  return { ...base, ...change, ...(volumes ? { volumes: { ...base.volumes, ...volumes } } : {}) }
}

/** What was set between the two; a volume that is gone is 1 again. */
export function difference(before: SyncedPart, after: SyncedPart): SyncedPreferences {
  const { volumes: volumesBefore, ...plainBefore } = before
  const { volumes: volumesAfter, ...plainAfter } = after
  const was = new Map<string, unknown>(Object.entries(plainBefore))
  const plain = Object.entries(plainAfter).filter(([key, value]) => was.get(key) !== value)
  const people = new Set([...Object.keys(volumesBefore), ...Object.keys(volumesAfter)])
  const volumes = [...people].flatMap((id): [string, number][] => {
    const volume = volumesAfter[id] ?? 1
    return volume === (volumesBefore[id] ?? 1) ? [] : [[id, volume]]
  })
  return { ...Object.fromEntries(plain), ...(volumes.length > 0 ? { volumes: Object.fromEntries(volumes) } : {}) }
}

/** What of `change` is not in `sent`, or was set anew since. */
export function without({ volumes = {}, ...change }: SyncedPreferences, sent: SyncedPreferences): SyncedPreferences {
  const was = new Map<string, unknown>(Object.entries(sent))
  const plain = Object.entries(change).filter(([key, value]) => was.get(key) !== value)
  const loud = Object.entries(volumes).filter(([id, volume]) => sent.volumes?.[id] !== volume)
  return { ...Object.fromEntries(plain), ...(loud.length > 0 ? { volumes: Object.fromEntries(loud) } : {}) }
}

/** What the screen shows: the defaults, what the server has, and over both what it does not have yet. */
export function resolve(values: SyncedPreferences, unsent: SyncedPreferences): SyncedPart {
  const { volumes, ...rest } = overlay(overlay(defaultSyncedPart, values), unsent)
  return { ...rest, volumes: Object.fromEntries(Object.entries(volumes).filter(([, volume]) => volume !== 1)) }
}
