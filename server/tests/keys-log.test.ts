import { type KeyDevice, KeyDeviceList, KeyIdentity, KeyLogPage, keyLimits, SecurityEventPage } from '@chaos/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../utils/ids.ts'
import { gather } from './harness/gather.ts'
import {
  admission,
  foundDraft,
  type KeyPerson,
  newDevice,
  post,
  proveDevice,
  readAccount,
  revocation,
  secondSeat,
  signEntry,
  signInAgain,
  withKeys,
} from './harness/key-person.ts'
import { openPresence, watchPresence } from './harness/presence-client.ts'
import { query } from './harness/query.ts'
import { startServer, type TestServer } from './harness/start-server.ts'
import { codeOf, type SignedInClient, succeeded } from './harness/test-client.ts'

let server: TestServer
let count = 0
const newcomer = () => server.register(`keyed-${(count += 1)}`)
const person = async () => {
  const client = await newcomer()
  return { ...(await withKeys(client)), client }
}
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server?.close())

const log = (client: Pick<SignedInClient, 'get'>, text = '') => client.get(`/api/users/me/keys/log${text}`)
const devicesOf = async ({ client }: Pick<KeyPerson, 'client'>) =>
  succeeded(KeyDeviceList, await client.get('/api/users/me/keys/devices'))
const befriend = (one: SignedInClient, other: SignedInClient) =>
  query(
    server.databaseUrl,
    `insert into relationships (user_id, other_id, kind) values
      ('${one.user.id}', '${other.user.id}', 'friend'), ('${other.user.id}', '${one.user.id}', 'friend')`,
  )
const letConfirmationAge = (userId: string) =>
  query(
    server.databaseUrl,
    `update sessions set confirmed_at = now() - interval '30 minutes' where user_id = '${userId}'`,
  )
const actionsOf = async (client: SignedInClient) =>
  succeeded(SecurityEventPage, await client.get('/api/users/me/security-log')).items.map(({ action }) => action)

describe('K1: a key log', () => {
  it('begins with `found`, once, whoever is faster', async () => {
    const client = await newcomer()
    expect(succeeded(KeyLogPage, await log(client))).toEqual({ identity: null, entries: [] })
    const drafts = await Promise.all([foundDraft(client.user.id), foundDraft(client.user.id)])
    const replies = await Promise.all(drafts.map(({ entry }) => post({ client }, entry)))
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    expect(replies.map(codeOf)).toContain('keys_stale')
    const won = drafts[replies.findIndex(({ status }) => status === 200)]
    const account = await readAccount({ client }, client.user.id)
    expect(account.identityKey).toBe(won?.account.identityKey)
    expect(account.head).toEqual(won?.account.head)
    expect(await actionsOf(client)).toContain('keys.founded')
  })

  it('takes the next entry only, the first that comes, and answers a repeated one as if it were new', async () => {
    const owner = await person()
    const [one, other] = await Promise.all([newDevice(owner.userId), newDevice(owner.userId)])
    const entries = await Promise.all([admission(owner, one.device), admission(owner, other.device)])
    const replies = await Promise.all(entries.map((entry) => post(owner, entry)))
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    const winner = entries[replies.findIndex(({ status }) => status === 200)]
    const loser = entries.find((entry) => entry !== winner)
    if (!winner || !loser) throw new Error('nobody won')
    const identity = succeeded(KeyIdentity, await post(owner, winner))
    expect(identity.head.sequence).toBe(1)
    expect(codeOf(await post(owner, loser))).toBe('keys_stale')
    const account = await readAccount(owner, owner.userId)
    expect(account.devices).toHaveLength(2)
    expect(await devicesOf(owner)).toHaveLength(2)
    expect(succeeded(KeyLogPage, await log(owner.client, '?from=1')).entries).toEqual([winner])
    expect(succeeded(KeyLogPage, await log(owner.client, '?from=4294967295')).entries).toEqual([])
  })

  it('takes nothing that does not agree with itself', async () => {
    const [owner, other] = [await person(), await person()]
    const device = await newDevice(owner.userId)
    const good = await admission(owner, device.device)
    const { entry: founded } = await foundDraft(owner.userId)
    const admitting = (claimed: KeyDevice) =>
      signEntry(owner.device, { ...good, change: { kind: 'admit', device: claimed } })
    const bad: [string, object][] = [
      ['bad_request', { ...good, userId: other.userId }],
      ['bad_request', { ...good, authorId: null }],
      ['bad_request', { ...good, sequence: 0 }],
      ['bad_request', { ...good, sequence: -1 }],
      ['bad_request', { ...good, surprise: 1 }],
      ['bad_request', { ...good, signature: good.signature.slice(1) }],
      ['bad_request', { ...good, change: { ...good.change, device: { ...device.device, boxKey: 'AAAA' } } }],
      ['bad_request', { ...founded, sequence: 1 }],
      ['bad_request', { ...founded, authorId: owner.device.device.deviceId }],
      ['keys_stale', { ...good, sequence: 2 }],
      ['keys_stale', { ...good, previous: founded.previous }],
      ['keys_stale', founded],
      ['device_not_in_standing', { ...good, authorId: newId() }],
      ['device_not_in_standing', { ...good, authorId: other.device.device.deviceId }],
      ['bad_request', { ...good, atMs: good.atMs + 1 }],
      ['bad_request', { ...good, change: { kind: 'admit', device: { ...device.device, kind: 'recovery' } } }],
      [
        'device_not_in_standing',
        await signEntry(owner.device, { ...good, change: { kind: 'revoke', deviceId: newId() } }),
      ],
      ['bad_request', await admitting(owner.device.device)],
      ['bad_request', await admitting(await proveDevice(device, { boxKey: owner.device.device.boxKey }))],
      ['backup_missing', await admitting(await proveDevice(device, { kind: 'recovery' }))],
    ]
    for (const [code, entry] of bad) expect(codeOf(await post(owner, entry)), JSON.stringify(entry)).toBe(code)
    expect(succeeded(KeyIdentity, await post(owner, good)).head.sequence).toBe(1)
    expect(codeOf(await owner.client.post('/api/users/me/keys/log', { entry: 'x'.repeat(70_000) }))).toBe(
      'payload_too_large',
    )
  })

  it('holds at most 32 devices', async () => {
    const owner = await person()
    await query(
      server.databaseUrl,
      `insert into key_devices (id, user_id, epoch, kind, signature_key, box_key_hash)
        select gen_random_uuid(), '${owner.userId}', 1, 'device', 'key ' || n, int4send(n)
        from generate_series(2, ${keyLimits.devicesPerAccount}) n`,
    )
    const entry = await admission(owner, (await newDevice(owner.userId)).device)
    expect(codeOf(await post(owner, entry))).toBe('limit_reached')
  })

  it('starts afresh only on purpose, with a fresh proof, and leaves the old log to be read by its key', async () => {
    const owner = await person()
    const second = await secondSeat(server.url, owner)
    const old = await readAccount(owner, owner.userId)
    const begin = await foundDraft(owner.userId)
    const path = '/api/users/me/keys/start-afresh'
    const body = { entry: begin.entry, replaces: old.identityKey, deviceName: 'New' }
    await letConfirmationAge(owner.userId)
    expect(codeOf(await owner.client.post(path, body))).toBe('confirmation_required')
    const { client } = await person().then(async () => ({ client: await signInAgain(server.url, owner.client) }))
    expect(codeOf(await client.post(path, { ...body, replaces: begin.account.identityKey }))).toBe('keys_stale')
    const watch = await openPresence(server.url, second.client.token)
    const rival = await foundDraft(owner.userId)
    const replies = await Promise.all([client.post(path, body), client.post(path, { ...body, entry: rival.entry })])
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    expect(await watch.next('keys.changed')).toEqual({ type: 'keys.changed', userId: owner.userId })
    watch.close()
    const present = await readAccount({ client }, owner.userId)
    expect(present.identityKey).not.toBe(old.identityKey)
    expect(present.devices).toHaveLength(1)
    expect(await devicesOf({ client })).toMatchObject([{ name: 'New', isCurrent: true }])
    const former = succeeded(KeyLogPage, await log(client, `?identityKey=${old.identityKey}`))
    expect(former.identity?.head).toEqual(old.head)
    expect(former.entries).toHaveLength(2)
    expect(await actionsOf(owner.client)).toContain('keys.started_afresh')
    expect(
      codeOf(await post(owner, await revocation({ ...owner, client }, present.devices[0]?.keys.deviceId ?? ''))),
    ).toBe('device_not_in_standing')
  })
})

describe('K2: revoking', () => {
  it('ends the session of the device and what was kept for it, and tells', async () => {
    const owner = await person()
    const second = await secondSeat(server.url, owner)
    const { deviceId } = second.device.device
    // It spoke once, so its session is known.
    await query(server.databaseUrl, `update key_devices set session_id = null where id = '${deviceId}'`)
    const speaks = { deviceId: newId(), authorId: deviceId, sequence: 0, sealed: 'AAAA' }
    expect(codeOf(await second.client.put('/api/users/me/keys/archive', speaks))).toBe('keys_stale')
    expect((await devicesOf(second)).find(({ isCurrent }) => isCurrent)?.deviceId).toBe(deviceId)
    const socket = await openPresence(server.url, owner.client.token)
    succeeded(KeyIdentity, await post(owner, await revocation(owner, deviceId)))
    await socket.next('keys.changed')
    socket.close()
    expect((await second.client.get('/api/users/me')).status).toBe(401)
    expect((await devicesOf(owner)).map((one) => one.deviceId)).toEqual([owner.device.device.deviceId])
    expect(await actionsOf(owner.client)).toContain('key_device.revoked')
    expect(codeOf(await owner.client.patch(`/api/users/me/keys/devices/${deviceId}`, { name: 'x' }))).toBe(
      'device_not_in_standing',
    )
  })
})

describe('devices', () => {
  it('have names, which are changed without a signature, and never those of others', async () => {
    const [owner, other] = [await person(), await person()]
    const path = `/api/users/me/keys/devices/${owner.device.device.deviceId}`
    expect((await owner.client.patch(path, { name: ' Laptop ' })).status).toBe(200)
    expect(await devicesOf(owner)).toMatchObject([{ name: 'Laptop', kind: 'device', isCurrent: true }])
    expect(codeOf(await other.client.patch(path, { name: 'Mine' }))).toBe('device_not_in_standing')
    for (const name of ['', ' ', 'x'.repeat(65)])
      expect(codeOf(await owner.client.patch(path, { name }))).toBe('bad_request')
  })
})

describe('K3: the log of somebody else', () => {
  it('is shown to friends, members and people of conversations, and to nobody else', async () => {
    const [owner, friend, member, stranger] = [await person(), await newcomer(), await newcomer(), await newcomer()]
    const path = `/api/users/${owner.userId}/keys`
    for (const one of [friend, member, stranger]) expect(codeOf(await one.get(path))).toBe('not_found')
    await befriend(owner.client, friend)
    const { communityId } = await gather([owner.client, member])
    const both = await Promise.all([friend, member].map((client) => readAccount({ client }, owner.userId)))
    expect(both.map(({ head }) => head.sequence)).toEqual([0, 0])
    expect(codeOf(await stranger.get(path))).toBe('not_found')
    expect(codeOf(await friend.get(`/api/users/${newId()}/keys`))).toBe('not_found')

    const watches = await Promise.all([
      openPresence(server.url, friend.token),
      watchPresence(server.url, member.token, [communityId]),
      openPresence(server.url, stranger.token),
    ])
    await post(owner, await admission(owner, (await newDevice(owner.userId)).device))
    const [first, second, third] = watches
    expect(await first.next('keys.changed')).toEqual({ type: 'keys.changed', userId: owner.userId })
    expect(await second.next('keys.changed')).toEqual({ type: 'keys.changed', userId: owner.userId })
    await third.settled()
    expect(third.unread('keys.changed')).toEqual([])
    for (const watch of watches) watch.close()
  })
})
