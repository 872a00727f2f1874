import { createClient } from '@chaos/client-core'
import { SignedIn } from '@chaos/protocol'
import { expect, vi } from 'vitest'
import { createMemoryKeyStores } from '../../../packages/client-core/src/keys/memory-key-store.ts'
import { nodePlatform } from './node-platform.ts'
import { cookieOf, createTestClient, password, type SignedInClient, succeeded } from './test-client.ts'

export type KeyClient = ReturnType<typeof createClient>
type Keys = ReturnType<typeof keysOf>

export const keysOf = ({ store }: Pick<KeyClient, 'store'>) => store.getState().keys

export const userIdOf = ({ store }: Pick<KeyClient, 'store'>): string => {
  const { session } = store.getState()
  return session.kind === 'signedIn' ? session.user.id : ''
}

/** In hooks too, unlike `expect.poll`. */
export const until = (client: KeyClient, check: (keys: Keys) => boolean): Promise<Keys> =>
  vi.waitFor(
    () => {
      const keys = keysOf(client)
      if (!check(keys)) throw new Error(`in vain: ${JSON.stringify(keys)}`)
      return keys
    },
    { timeout: 8_000, interval: 10 },
  )

/** A recovery code that counts. */
export async function keepRecovery({ keys }: KeyClient): Promise<string> {
  const made = await keys.beginRecovery()
  if (!made.ok) throw new Error(made.failure.message)
  expect(await keys.finishRecovery()).toMatchObject({ ok: true })
  return made.value.code
}

/** A second device, let in by digits. */
export async function letIn(old: KeyClient, young: KeyClient): Promise<void> {
  expect(await young.keys.ask()).toMatchObject({ ok: true })
  const { waitingApprovals } = await until(old, (keys) => keys.waitingApprovals.length > 0)
  const approvalId = waitingApprovals[0]?.approvalId ?? ''
  await old.keys.answer(approvalId)
  await until(old, (keys) => keys.waitingApprovals[0]?.stage === 'code')
  const { joining } = await until(young, (keys) => keys.joining?.stage === 'code')
  expect(await old.keys.typeCode(approvalId, joining?.code ?? '')).toMatchObject({ ok: true })
  await until(young, (keys) => keys.joining?.stage === 'admitted')
  expect(keysOf(young).status).toBe('newDevice')
  await young.keys.confirmJoined(true)
  expect(keysOf(young)).toMatchObject({ status: 'ready', joining: null })
}

/** People with the client's own code and no screen, at one server. */
export function openKeyClients(baseUrl: () => string) {
  const open: KeyClient[] = []
  let count = 0

  /** A device of somebody: what it keeps outlives its sign-ins. */
  function newDevice(name: string) {
    const openStore = createMemoryKeyStores()
    const start = () => {
      const client = createClient(nodePlatform({ baseUrl: baseUrl(), name, openStore }))
      open.push(client)
      return client
    }
    return { start, openStore }
  }
  type Device = ReturnType<typeof newDevice>

  return {
    newDevice,
    async signUp(name = 'First') {
      const userName = `holder-${(count += 1)}`
      const device = newDevice(name)
      const client = device.start()
      const outcome = await client.session.register({ userName, password })
      if (!outcome.ok) throw new Error(outcome.failure.message)
      await until(client, ({ status, devices }) => status === 'ready' && devices.length > 0)
      return { userName, device, client }
    },
    async signIn(userName: string, device: Device = newDevice('Second')): Promise<KeyClient> {
      const client = device.start()
      const outcome = await client.session.signIn({ userName, password })
      if (!outcome.ok) throw new Error(outcome.failure.message)
      await until(client, ({ status }) => status !== 'none' && status !== 'settingUp')
      return client
    },
    /** The same person without the client, in a session of its own. */
    async byApi(userName: string): Promise<SignedInClient> {
      const reply = await createTestClient(baseUrl()).post('/api/auth/sign-in', { userName, password })
      const { accessToken, user } = succeeded(SignedIn, reply)
      return { ...createTestClient(baseUrl(), accessToken), token: accessToken, user, cookie: cookieOf(reply) }
    },
    async close(): Promise<void> {
      for (const client of open.splice(0)) await client.close()
    },
  }
}
