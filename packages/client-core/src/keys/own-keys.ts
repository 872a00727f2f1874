import { keysChanged, type KeysState } from '../state/keys-slice.ts'
import type { KeyDeps } from './key-deps.ts'
import type { LogTaken } from './key-vault.ts'
import type { OwnLog } from './own-log.ts'

/** How often an identity is made when the server says that there is none and takes none. */
const mostFoundings = 2

type Deps = KeyDeps & { log: OwnLog }

/** What this device can read: found out at the start and whenever the server says that something changed. */
export function createOwnKeys({ api, vault, log, dispatch, getState, exclusive, deviceName }: Deps) {
  let running: Promise<void> | null = null
  /** Whose log has to be read once more. */
  let wanted: string | null = null
  const change = (state: Partial<KeysState>) => dispatch(keysChanged(state))

  /** An account's first device makes its identity, without a question. Another one may be faster. */
  async function found(): Promise<boolean> {
    const { entry } = await vault.found()
    const outcome = await api.append({ entry, deviceName: deviceName() })
    return outcome.ok || outcome.failure.code === 'keys_stale'
  }

  async function findOut(userId: string): Promise<LogTaken | null> {
    for (let foundings = 0; ; foundings += 1) {
      const outcome = await log.read(userId)
      if (!outcome.ok) return null
      if (outcome.value.kind !== 'no_identity') return outcome.value
      if (foundings === 0) change({ status: 'settingUp' })
      if (foundings >= mostFoundings || !(await found())) return null
    }
  }

  async function loadDevices(deviceId: string): Promise<void> {
    const list = await api.devices()
    if (!list.ok) return
    change({ devices: list.value })
    const own = list.value.find((device) => device.deviceId === deviceId)
    // Whoever lets a device in does not know what it is called.
    if (own?.name === '') await api.rename(deviceId, deviceName())
  }

  async function show(taken: LogTaken): Promise<void> {
    if (taken.kind === 'ready') {
      const { deviceId, recovery, otherDevices } = taken
      change({ status: 'ready', problem: null, deviceId, recovery, otherDevices, revoked: false, joining: null })
      return loadDevices(deviceId)
    }
    const gone = { deviceId: null, devices: [], problem: null }
    if (taken.kind === 'new_device') change({ ...gone, status: 'newDevice', revoked: taken.revoked })
    else if (taken.kind === 'identity_changed') change({ ...gone, status: 'changed' })
    else change({ problem: 'contradiction' })
  }

  const isSignedIn = (userId: string): boolean => {
    const { session } = getState()
    return session.kind === 'signedIn' && session.user.id === userId
  }

  async function refreshOnce(userId: string): Promise<void> {
    try {
      // One window at a time: two would make two identities.
      const taken = await exclusive(`chaos.keys.${userId}`, () => findOut(userId))
      if (!isSignedIn(userId)) return
      if (taken) await show(taken)
      else change({ problem: 'unreachable' })
    } catch {
      // Nothing else waits for keys: calls and communities go on without them.
      if (isSignedIn(userId)) change({ status: 'none', problem: 'cannotKeep' })
    }
  }

  async function refreshAll(): Promise<void> {
    while (wanted !== null) {
      const userId = wanted
      wanted = null
      await refreshOnce(userId)
    }
    running = null
  }

  return {
    /** Reads again what the server says. Of several wishes at once one more reading comes of it. */
    refresh(userId: string): Promise<void> {
      wanted = userId
      running ??= refreshAll()
      return running
    },
  }
}
