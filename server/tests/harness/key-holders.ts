import { createClient } from '@chaos/client-core'
import { SignedIn } from '@chaos/protocol'
import { expect } from 'vitest'
import type { ClientPlatform } from '../../../packages/client-core/src/client.ts'
import { createMemoryKeyStores } from '../../../packages/client-core/src/keys/memory-key-store.ts'
import { nodePlatform } from './node-platform.ts'
import { startServer } from './start-server.ts'
import { cookieOf, createTestClient, password, type SignedInClient, succeeded } from './test-client.ts'

export type Holder = ReturnType<typeof createClient>
export const keysOf = ({ store }: Holder) => store.getState().keys
type Keys = ReturnType<typeof keysOf>

export const userIdOf = ({ store }: Holder): string => {
  const { session } = store.getState()
  return session.kind === 'signedIn' ? session.user.id : ''
}

const waitMs = 15_000

export function untilKeys({ store }: Holder, check: (keys: Keys) => boolean): Promise<Keys> {
  return new Promise((resolve, reject) => {
    const now = () => store.getState().keys
    const end = (): void => {
      clearTimeout(timer)
      undo()
    }
    const look = (): void => {
      if (!check(now())) return
      end()
      resolve(now())
    }
    const timer = setTimeout(() => {
      end()
      reject(new Error(`waited in vain: ${JSON.stringify(now())}`))
    }, waitMs)
    const undo = store.subscribe(look)
    look()
  })
}

/** Clients as programs run them: with keys of their own, several devices to a person. */
export function createKeyHolders(baseUrl: () => string) {
  const open: Holder[] = []
  let count = 0

  /** A device of somebody: what it keeps outlives its sign-ins. `fetch`: what it takes for the server. */
  function newDevice(name: string, changes: Partial<Pick<ClientPlatform, 'fetch' | 'createVoice'>> = {}) {
    const openStore = createMemoryKeyStores()
    const start = () => {
      const platform = { ...nodePlatform({ baseUrl: baseUrl(), name, openStore }), ...changes }
      const client = createClient(platform, { random: () => 0 })
      open.push(client)
      return client
    }
    return { start, openStore }
  }

  async function signUp(device = newDevice('First')) {
    const userName = `holder-${(count += 1)}`
    const client = device.start()
    const outcome = await client.session.register({ userName, password })
    if (!outcome.ok) throw new Error(outcome.failure.message)
    await untilKeys(client, ({ status, devices }) => status === 'ready' && devices.length > 0)
    return { userName, device, client }
  }
  async function signIn(userName: string, device = newDevice('Second')) {
    const client = device.start()
    const outcome = await client.session.signIn({ userName, password })
    if (!outcome.ok) throw new Error(outcome.failure.message)
    await untilKeys(client, ({ status }) => status !== 'none' && status !== 'settingUp')
    return client
  }

  return {
    newDevice,
    signUp,
    signIn,
    /** The same person without the client, in a session of its own. */
    async byApi(userName: string): Promise<SignedInClient> {
      const reply = await createTestClient(baseUrl()).post('/api/auth/sign-in', { userName, password })
      const { accessToken, user } = succeeded(SignedIn, reply)
      return { ...createTestClient(baseUrl(), accessToken), token: accessToken, user, cookie: cookieOf(reply) }
    },
    /** All clients that were opened so far. */
    closeClients: async () => {
      for (const client of open.splice(0)) await client.close()
    },
  }
}

/** A server of their own, and its people. */
export async function openKeyHolders() {
  const server = await startServer()
  const holders = createKeyHolders(() => server.url)
  return {
    ...holders,
    server,
    close: async () => {
      await holders.closeClients()
      await server.close()
    },
  }
}

/** A second device, let in by digits. */
export async function letIn(old: Holder, young: Holder): Promise<void> {
  expect(await young.keys.ask()).toMatchObject({ ok: true })
  const { waitingApprovals } = await untilKeys(old, (keys) => keys.waitingApprovals.length > 0)
  const approvalId = waitingApprovals[0]?.approvalId ?? ''
  await old.keys.answer(approvalId)
  await untilKeys(old, (keys) => keys.waitingApprovals[0]?.stage === 'code')
  const { joining } = await untilKeys(young, (keys) => keys.joining?.stage === 'code')
  expect(await old.keys.typeCode(approvalId, joining?.code ?? '')).toMatchObject({ ok: true })
  await untilKeys(young, (keys) => keys.joining?.stage === 'admitted')
  expect(keysOf(young).status).toBe('newDevice')
  await young.keys.confirmJoined(true)
  expect(keysOf(young)).toMatchObject({ status: 'ready', joining: null })
}

/** Nine words that bring an account's keys back. */
export async function keepRecovery({ keys }: Holder): Promise<string> {
  const made = await keys.beginRecovery()
  if (!made.ok) throw new Error(made.failure.message)
  expect(await keys.finishRecovery()).toMatchObject({ ok: true })
  return made.value.code
}
