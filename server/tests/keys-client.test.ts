import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { keepRecovery, keysOf, letIn, openKeyHolders, untilKeys as until } from './harness/key-holders.ts'
import { query } from './harness/query.ts'

let holders: Awaited<ReturnType<typeof openKeyHolders>>
beforeAll(async () => {
  holders = await openKeyHolders()
})
afterEach(() => holders?.closeClients())
afterAll(() => holders?.close())

describe('own keys', () => {
  it('are made at sign-up, and at the first sign-in of an account without any, and are there after signing in again', async () => {
    const { client, userName, device } = await holders.signUp(holders.newDevice('Laptop'))
    expect(keysOf(client)).toMatchObject({ status: 'ready', recovery: 'unset', devices: [{ name: 'Laptop' }] })
    const { deviceId } = keysOf(client)
    await client.session.signOut()
    expect(keysOf(client).status).toBe('none')
    const again = await holders.signIn(userName, device)
    expect(keysOf(again)).toMatchObject({ status: 'ready', deviceId })

    const older = await holders.server.register('older')
    expect(keysOf(await holders.signIn(older.user.userName))).toMatchObject({ status: 'ready' })
  })

  it('are made once when two devices of an account begin at once', async () => {
    const { user } = await holders.server.register('hasty')
    const clients = await Promise.all([holders.signIn(user.userName), holders.signIn(user.userName)])
    expect(clients.map((client) => keysOf(client).status).toSorted()).toEqual(['newDevice', 'ready'])
  })

  it('come to a second device by six digits, which then has its own name, and lets in a third', async () => {
    const { client: old, userName } = await holders.signUp()
    const young = await holders.signIn(userName)
    expect(keysOf(young)).toMatchObject({ status: 'newDevice', revoked: false })
    await letIn(old, young)
    await until(old, ({ devices }) => devices.some(({ name }) => name === 'Second'))
    await letIn(young, await holders.signIn(userName))
  })

  it('come to a second device whose code was scanned, without digits, and to no other', async () => {
    const { client: old, userName } = await holders.signUp()
    const [young, stranger] = [await holders.signIn(userName), await holders.signIn(userName)]
    await young.keys.ask()
    const { waitingApprovals } = await until(old, (keys) => keys.waitingApprovals.length > 0)
    const approvalId = waitingApprovals[0]?.approvalId ?? ''
    await stranger.keys.ask()
    for (const text of ['https://example.org', keysOf(stranger).joining?.scanText ?? ''])
      expect(await old.keys.scanCode(approvalId, text)).toEqual({ ok: false, wrong: true })
    expect(await old.keys.scanCode(approvalId, keysOf(young).joining?.scanText ?? '')).toMatchObject({ ok: true })
    await until(young, ({ status, joining }) => status === 'ready' && joining === null)
    await until(old, ({ devices }) => devices.length === 2)
    expect(keysOf(stranger)).toMatchObject({ status: 'newDevice', joining: { stage: 'asked', code: null } })
  })

  it('do not come by a wrong code, nor when the other device did not take it, nor when it declines', async () => {
    const { client: old, userName } = await holders.signUp()
    const young = await holders.signIn(userName)
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
    const { client, userName } = await holders.signUp()
    const young = await holders.signIn(userName)
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
    const { client: old, userName } = await holders.signUp()
    const device = holders.newDevice('Phone')
    const young = await holders.signIn(userName, device)
    await letIn(old, young)
    expect(await old.keys.revoke(keysOf(young).deviceId ?? '')).toMatchObject({ ok: true })
    // Its session ends as well; it reads the log before that, or finds that it cannot.
    await until(young, ({ revoked, problem }) => revoked || problem === 'unreachable')
    const back = await holders.signIn(userName, device)
    expect(keysOf(back)).toMatchObject({ status: 'newDevice', revoked: true })
    await letIn(old, back)
  })

  it('leave with signing out where another device can bring them back', async () => {
    const { client: old, userName } = await holders.signUp()
    const device = holders.newDevice('Library')
    const young = await holders.signIn(userName, device)
    await letIn(old, young)
    await young.session.signOut()
    expect(young.store.getState().session).toMatchObject({ kind: 'signedOut', expired: false })
    await until(old, ({ devices }) => devices.length === 1)
    expect(keysOf(await holders.signIn(userName, device))).toMatchObject({ status: 'newDevice', revoked: false })
  })

  it('begin afresh on purpose, which the devices before see', async () => {
    const { client: old, userName } = await holders.signUp()
    const young = await holders.signIn(userName)
    expect(await young.keys.startAfresh()).toMatchObject({ ok: true })
    expect(keysOf(young)).toMatchObject({ status: 'ready', devices: [{ name: 'Second' }] })
    await until(old, ({ status }) => status === 'changed')
    await old.keys.acceptIdentity()
    expect(keysOf(old)).toMatchObject({ status: 'newDevice', revoked: false })
    await letIn(young, old)
  })

  it('stay as they are when the server shows less than before, and it is said', async () => {
    const { client } = await holders.signUp()
    await keepRecovery(client)
    const { session } = client.store.getState()
    const userId = session.kind === 'signedIn' ? session.user.id : ''
    await query(
      holders.server.databaseUrl,
      `update key_identities set head_sequence = 0, head_hash =
      (select hash from key_log_entries where user_id = '${userId}' and sequence = 0) where user_id = '${userId}'`,
    )
    await query(holders.server.databaseUrl, `delete from key_log_entries where user_id = '${userId}' and sequence = 1`)
    await client.keys.refresh()
    expect(keysOf(client)).toMatchObject({ status: 'ready', problem: 'contradiction' })
  })
})
