import type { PresenceServerMessage } from '@chaos/protocol'
import type { AuthorizedCall } from '../api/api.ts'
import { type Outcome, succeed } from '../api/failure.ts'
import type { Clock, Platform } from '../platform.ts'
import type { Confirmation } from '../session/confirmation.ts'
import { holdsOnlyKeys, keysForgotten } from '../state/keys-slice.ts'
import type { Store } from '../state/store.ts'
import { createApproveDevices } from './approve-devices.ts'
import { createJoinDevice } from './join-device.ts'
import { createKeyApi } from './key-api.ts'
import type { KeyPlatform } from './key-deps.ts'
import { createOwnKeys } from './own-keys.ts'
import { createOwnLog } from './own-log.ts'

/** So long signing out waits for the server to take this device out of the log, ms. */
const leavingMs = 3_000

type Deps = {
  store: Store
  platform: KeyPlatform & Pick<Platform, 'exclusive'>
  clock: Clock
  call: AuthorizedCall
  confirmation: Pick<Confirmation, 'withConfirmation'>
}

export type KeyFact = Extract<PresenceServerMessage, { type: `keys.${string}` | `approval.${string}` }>
export type KeyCommands = ReturnType<typeof openKeys>['commands']

/** The viewer's own keys: who they are to others, which devices speak for them, and how a new one comes in. */
export function openKeys({ store, platform, clock, call, confirmation }: Deps) {
  const { dispatch, getState } = store
  const vault = platform.createKeyVault()
  const api = createKeyApi({ call, confirmation })
  const { exclusive, deviceName } = platform
  const common = { api, vault, clock, dispatch, getState, exclusive, deviceName }
  let userId: string | null = null

  const log = createOwnLog(common)
  const own = createOwnKeys({ ...common, log })
  const refresh = async () => {
    if (userId !== null) await own.refresh(userId)
  }
  const parts = { ...common, log, refresh, userId: () => userId ?? '' }
  const join = createJoinDevice(parts)
  const approve = createApproveDevices(parts)
  const readAgain = async () => {
    await refresh()
    await approve.load()
  }

  async function revoke(deviceId: string): Promise<Outcome<unknown>> {
    const outcome = await log.append(userId ?? '', () => vault.revoke({ deviceId }))
    await refresh()
    return outcome
  }

  /**
   * What signing out does to the keys of this device. Where another device or a recovery code can bring them back, the device
   * leaves the log and its database goes. The only ones that there are stay: nobody loses all they can read by signing out.
   */
  async function leave(): Promise<void> {
    const { keys } = getState()
    const { deviceId } = keys
    if (deviceId === null || userId === null || holdsOnlyKeys(keys)) return
    const waited = new Promise<void>((resolve) => clock.setTimeout(resolve, leavingMs))
    const revoked = log.append(userId, () => vault.revoke({ deviceId })).catch(() => {})
    await Promise.race([revoked, waited])
    // The session was over before: nobody left by their own will.
    if (getState().session.kind !== 'signedIn') return
    await vault.erase().catch(() => {})
  }

  return {
    commands: {
      refresh: readAgain,
      async rename(deviceId: string, name: string): Promise<Outcome<unknown>> {
        const outcome = await api.rename(deviceId, name)
        await refresh()
        return outcome
      },
      revoke,
      ask: join.ask,
      confirmJoined: join.confirm,
      cancelJoining: join.cancel,
      recover: join.recover,
      startAfresh: join.startAfresh,
      acceptIdentity: join.acceptIdentity,
      answer: approve.answer,
      typeCode: approve.type,
      decline: approve.decline,
      dismiss: approve.dismiss,
      /** A code to write down. It counts once {@link finishRecovery} was called; until then an older one does. */
      async beginRecovery(): Promise<Outcome<{ code: string }>> {
        const { code, backup } = await vault.makeRecovery()
        const outcome = await api.putBackup(backup)
        return outcome.ok ? succeed({ code }) : outcome
      },
      async finishRecovery(): Promise<Outcome<unknown>> {
        const outcome = await log.append(userId ?? '', () => vault.admitRecovery())
        if (outcome.ok) await refresh()
        return outcome
      },
    },
    start(signedIn: string): void {
      if (userId === signedIn) return
      userId = signedIn
      void readAgain()
    },
    readAgain,
    leave,
    /** What the socket says. */
    told(fact: KeyFact): void {
      if (fact.type === 'keys.changed') {
        if (fact.userId === userId) void readAgain()
      } else if (join.isOwn(fact.approvalId)) void join.follow(fact.approvalId)
      else void approve.load()
    },
    /** Nobody is signed in any more. Idempotent. */
    stop(): void {
      if (userId === null) return
      userId = null
      approve.stop()
      dispatch(keysForgotten())
      void vault.close()
    },
  }
}
