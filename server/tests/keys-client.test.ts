import { createClient } from '@chaos/client-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createMemoryKeyStores } from '../../packages/client-core/src/keys/memory-key-store.ts'
import { nodePlatform } from './harness/node-platform.ts'
import { query } from './harness/query.ts'
import { startServer, type TestServer } from './harness/start-server.ts'
import { password } from './harness/test-client.ts'

let server: TestServer
const open: ReturnType<typeof createClient>[] = []
beforeAll(async () => {
  server = await startServer()
})
afterEach(async () => {
  for (const client of open.splice(0)) await client.close()
})
afterAll(() => server?.close())

/** A device of somebody: what it keeps outlives its sign-ins. */
function newDevice(name: string) {
  const openStore = createMemoryKeyStores()
  const start = () => {
    const client = createClient(nodePlatform({ baseUrl: server.url, name, openStore }))
    open.push(client)
    return client
  }
  return { start }
}
type Client = ReturnType<ReturnType<typeof newDevice>['start']>
const keysOf = ({ store }: Client) => store.getState().keys
type Keys = ReturnType<typeof keysOf>

const until = (client: Client, check: (keys: Keys) => boolean): Promise<Keys> =>
  expect
    .poll(() => (check(keysOf(client)) ? keysOf(client) : null), { timeout: 8_000, interval: 10 })
    .not.toBeNull()
    .then(() => keysOf(client))

let count = 0
async function signUp(name = 'First') {
  const userName = `holder-${(count += 1)}`
  const device = newDevice(name)
  const client = device.start()
  const outcome = await client.session.register({ userName, password })
  if (!outcome.ok) throw new Error(outcome.failure.message)
  await until(client, ({ status, devices }) => status === 'ready' && devices.length > 0)
  return { userName, device, client }
}
async function signIn(userName: string, device = newDevice('Second')) {
  const client = device.start()
  const outcome = await client.session.signIn({ userName, password })
  if (!outcome.ok) throw new Error(outcome.failure.message)
  await until(client, ({ status }) => status !== 'none' && status !== 'settingUp')
  return client
}
async function keepRecovery({ keys }: Client): Promise<string> {
  const made = await keys.beginRecovery()
  if (!made.ok) throw new Error(made.failure.message)
  expect(await keys.finishRecovery()).toMatchObject({ ok: true })
  return made.value.code
}
/** A second device, let in by digits. */
async function letIn(old: Client, young: Client): Promise<void> {
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

describe('own keys', () => {
  it('are made at sign-up, and at the first sign-in of an account without any, and are there after signing in again', async () => {
    const { client, userName, device } = await signUp('Laptop')
    expect(keysOf(client)).toMatchObject({ status: 'ready', recovery: 'unset', devices: [{ name: 'Laptop' }] })
    const { deviceId } = keysOf(client)
    await client.session.signOut()
    expect(keysOf(client).status).toBe('none')
    const again = await signIn(userName, device)
    expect(keysOf(again)).toMatchObject({ status: 'ready', deviceId })

    const older = await server.register('older')
    expect(keysOf(await signIn(older.user.userName))).toMatchObject({ status: 'ready' })
  })

  it('are made once when two devices of an account begin at once', async () => {
    const { user } = await server.register('hasty')
    const clients = await Promise.all([signIn(user.userName), signIn(user.userName)])
    expect(clients.map((client) => keysOf(client).status).toSorted()).toEqual(['newDevice', 'ready'])
  })

  it('come to a second device by six digits, which then has its own name, and lets in a third', async () => {
    const { client: old, userName } = await signUp()
    const young = await signIn(userName)
    expect(keysOf(young)).toMatchObject({ status: 'newDevice', revoked: false })
    await letIn(old, young)
    await until(old, ({ devices }) => devices.some(({ name }) => name === 'Second'))
    await letIn(young, await signIn(userName))
  })

  it('do not come by a wrong code, nor when the other device did not take it, nor when it declines', async () => {
    const { client: old, userName } = await signUp()
    const young = await signIn(userName)
    await young.keys.ask()
    const first = await until(old, (keys) => keys.waitingApprovals.length > 0)
    const approvalId = first.waitingApprovals[0]?.approvalId ?? ''
    await old.keys.answer(approvalId)
    await until(old, (keys) => keys.waitingApprovals[0]?.stage === 'code')
    const { joining } = await until(young, (keys) => keys.joining?.stage === 'code')
    const wrong = joining?.code === '000000' ? '000001' : '000000'
    expect(await old.keys.typeCode(approvalId, wrong)).toEqual({ ok: false, wrong: true })
    await until(young, (keys) => keys.joining?.stage === 'declined')
    expect(await old.keys.typeCode(approvalId, joining?.code ?? '')).toEqual({ ok: false, wrong: true })
    expect(keysOf(old).devices).toHaveLength(1)

    await young.keys.ask()
    const { waitingApprovals } = await until(old, (keys) =>
      keys.waitingApprovals.some(({ stage }) => stage === 'asked'),
    )
    await old.keys.decline(waitingApprovals.at(-1)?.approvalId ?? '')
    await until(young, (keys) => keys.joining?.stage === 'declined')
    expect(keysOf(young).status).toBe('newDevice')
  })

  it('come back by a recovery code, by the newest one only', async () => {
    const { client, userName } = await signUp()
    const young = await signIn(userName)
    const letters = 'babab babab babab babab babab babab babab babab babab'
    expect(await young.keys.recover(letters)).toEqual({ ok: false, refusal: { kind: 'refused', reason: 'not_set_up' } })
    const first = await keepRecovery(client)
    expect(keysOf(client).recovery).toBe('set')
    const second = await keepRecovery(client)
    expect(second).not.toBe(first)
    expect(await young.keys.recover('too short')).toMatchObject({ refusal: { reason: 'wrong_length' } })
    expect(await young.keys.recover(first)).toMatchObject({ refusal: { reason: 'wrong_code' } })
    expect(await young.keys.recover(second.toUpperCase())).toMatchObject({ ok: true })
    expect(keysOf(young)).toMatchObject({ status: 'ready', recovery: 'set' })
    await until(young, ({ devices }) => devices.filter(({ kind }) => kind === 'device').length === 2)
  })

  it('leave a device that is revoked, which can come back as a new one', async () => {
    const { client: old, userName } = await signUp()
    const device = newDevice('Phone')
    const young = await signIn(userName, device)
    await letIn(old, young)
    expect(await old.keys.revoke(keysOf(young).deviceId ?? '')).toMatchObject({ ok: true })
    // Its session ends as well; it reads the log before that, or finds that it cannot.
    await until(young, ({ revoked, problem }) => revoked || problem === 'unreachable')
    const back = await signIn(userName, device)
    expect(keysOf(back)).toMatchObject({ status: 'newDevice', revoked: true })
    await letIn(old, back)
  })

  it('leave with signing out where another device can bring them back', async () => {
    const { client: old, userName } = await signUp()
    const device = newDevice('Library')
    const young = await signIn(userName, device)
    await letIn(old, young)
    await young.session.signOut()
    expect(young.store.getState().session).toMatchObject({ kind: 'signedOut', expired: false })
    await until(old, ({ devices }) => devices.length === 1)
    expect(keysOf(await signIn(userName, device))).toMatchObject({ status: 'newDevice', revoked: false })
  })

  it('begin afresh on purpose, which the devices before see', async () => {
    const { client: old, userName } = await signUp()
    const young = await signIn(userName)
    expect(await young.keys.startAfresh()).toMatchObject({ ok: true })
    expect(keysOf(young)).toMatchObject({ status: 'ready', devices: [{ name: 'Second' }] })
    await until(old, ({ status }) => status === 'changed')
    await old.keys.acceptIdentity()
    expect(keysOf(old)).toMatchObject({ status: 'newDevice', revoked: false })
    await letIn(young, old)
  })

  it('stay as they are when the server shows less than before, and it is said', async () => {
    const { client } = await signUp()
    await keepRecovery(client)
    const { session } = client.store.getState()
    const userId = session.kind === 'signedIn' ? session.user.id : ''
    await query(
      server.databaseUrl,
      `update key_identities set head_sequence = 0, head_hash =
      (select hash from key_log_entries where user_id = '${userId}' and sequence = 0) where user_id = '${userId}'`,
    )
    await query(server.databaseUrl, `delete from key_log_entries where user_id = '${userId}' and sequence = 1`)
    await client.keys.refresh()
    expect(keysOf(client)).toMatchObject({ status: 'ready', problem: 'contradiction' })
  })
})
