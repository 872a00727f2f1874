import {
  answerOffer,
  createRecovery,
  offerDevice,
  openArchive,
  openRecovery,
  recoveryKey,
  sealArchive,
  takeAnswer,
  takeReveal,
} from '@chaos/crypto/keys'
import {
  Approval,
  ApprovalList,
  KeyArchive,
  KeyDeviceList,
  KeyIdentity,
  keyLimits,
  RecoveryState,
  SecurityEventPage,
} from '@chaos/protocol'
import { Type } from 'typebox'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createHousekeepingStore } from '../database/stores/housekeeping-store.ts'
import { newId } from '../utils/ids.ts'
import {
  admission,
  type KeyPerson,
  newDevice,
  post,
  readAccount,
  revocation,
  secondSeat,
  type Seat,
  signInAgain,
  withKeys,
} from './harness/key-person.ts'
import { openPresence } from './harness/presence-client.ts'
import { query } from './harness/query.ts'
import { startServer, type TestServer } from './harness/start-server.ts'
import { codeOf, type SignedInClient, succeeded } from './harness/test-client.ts'

type Person = KeyPerson & { client: SignedInClient }

const mailboxes = '/api/users/me/keys/approvals'
const recovery = '/api/users/me/keys/recovery'
const archive = '/api/users/me/keys/archive'

let server: TestServer
let count = 0
const person = async (): Promise<Person> => {
  const client = await server.register(`owner-${(count += 1)}`)
  return { ...(await withKeys(client)), client }
}
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server?.close())
afterEach(() => {
  vi.useRealTimers()
})

/** A new device in a session of its own, which offers itself. */
async function newcomerOf(owner: Person) {
  const client = await signInAgain(server.url, owner.client)
  const device = await newDevice(owner.userId)
  const state = offerDevice({ approvalId: newId(), userId: owner.userId, device: device.device })
  return { client, device, state, path: `${mailboxes}/${state.offer.approvalId}` }
}
async function answerOf(owner: Person, state: Awaited<ReturnType<typeof newcomerOf>>['state']) {
  const account = await readAccount(owner, owner.userId)
  const { deviceId } = owner.device.device
  const answered = await answerOffer({ account, deviceId, offer: state.offer })
  if (answered.kind !== 'answered') throw new Error(answered.reason)
  return answered.state
}
const stateOf = async ({ client }: Pick<Seat, 'client'>, path: string) =>
  succeeded(Approval, await client.get(path)).state
const codes = async (...asked: ReturnType<SignedInClient['get']>[]) => (await Promise.all(asked)).map(codeOf)

describe('K5: a mailbox', () => {
  it('takes each part once, from whom it has to come, and ends when the device is admitted', async () => {
    const owner = await person()
    const { client, device, state, path } = await newcomerOf(owner)
    const sockets = [await openPresence(server.url, owner.client.token), await openPresence(server.url, client.token)]
    const told = async () => {
      for (const socket of sockets)
        expect(await socket.next('approval.changed')).toMatchObject({ approvalId: state.offer.approvalId })
    }
    const opened = succeeded(Approval, await client.post(mailboxes, state.offer))
    expect(opened).toMatchObject({ offer: state.offer, answer: null, reveal: null, state: 'open' })
    await told()
    expect(succeeded(ApprovalList, await owner.client.get(mailboxes))).toEqual([opened])
    expect(await codes(client.post(mailboxes, state.offer))).toEqual(['approval_over'])

    const answer = await answerOf(owner, state)
    const reveal = { nonce: state.nonce }
    expect(await codes(client.put(`${path}/reveal`, reveal))).toEqual(['approval_over'])
    expect(await codes(client.put(`${path}/answer`, answer.answer))).toEqual(['approval_over'])
    const unknown = { ...answer.answer, deviceId: device.device.deviceId }
    expect(await codes(owner.client.put(`${path}/answer`, unknown))).toEqual(['device_not_in_standing'])
    const answers = await codes(
      owner.client.put(`${path}/answer`, answer.answer),
      owner.client.put(`${path}/answer`, { ...answer.answer, nonce: state.nonce }),
    )
    expect(answers.toSorted()).toEqual(['', 'approval_over'])
    await told()

    const read = succeeded(Approval, await client.get(path))
    if (!read.answer) throw new Error('no answer')
    const shown = takeAnswer(state, read.answer)
    expect(await codes(owner.client.put(`${path}/reveal`, reveal))).toEqual(['approval_over'])
    const reveals = await codes(client.put(`${path}/reveal`, reveal), client.put(`${path}/reveal`, reveal))
    expect(reveals.toSorted()).toEqual(['', 'approval_over'])
    await told()
    const seen = takeReveal({ ...answer, answer: read.answer }, reveal)
    if (shown.kind !== 'code' || seen.kind !== 'code') throw new Error('no code')
    expect(seen.code).toBe(shown.code)

    succeeded(KeyIdentity, await post(owner, await admission(owner, device.device), 'Phone'))
    await told()
    for (const socket of sockets) socket.close()
    expect(await stateOf({ client }, path)).toBe('admitted')
    expect(succeeded(ApprovalList, await client.get(mailboxes))).toEqual([])
    // The session of the offer speaks for the device without having said so.
    const devices = succeeded(KeyDeviceList, await client.get('/api/users/me/keys/devices'))
    expect(devices.find(({ isCurrent }) => isCurrent)).toMatchObject({
      deviceId: device.device.deviceId,
      name: 'Phone',
    })
    expect(await codes(client.post(`${path}/decline`))).toEqual(['approval_over'])
    const again = { ...state.offer, approvalId: newId() }
    expect(await codes(client.post(mailboxes, again))).toEqual(['approval_over'])
  })

  it('is over after ten minutes, or when somebody declines, and is nobody else’s', async () => {
    const [owner, other] = [await person(), await person()]
    const { client, state, path } = await newcomerOf(owner)
    succeeded(Approval, await client.post(mailboxes, state.offer))
    expect(await codes(other.client.get(path), other.client.post(`${path}/decline`))).toEqual([
      'not_found',
      'not_found',
    ])
    const theirs = await newcomerOf(other)
    const stolen = { ...theirs.state.offer, approvalId: state.offer.approvalId }
    expect(await codes(theirs.client.post(mailboxes, stolen))).toEqual(['approval_over'])
    const { answer } = await answerOf(owner, state)

    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + keyLimits.approvalWithinMs - 5_000 })
    expect(await stateOf(owner, path)).toBe('open')
    vi.setSystemTime(Date.now() + 5_001)
    expect(await stateOf(owner, path)).toBe('expired')
    expect(await codes(owner.client.put(`${path}/answer`, answer))).toEqual(['approval_over'])
    expect(succeeded(ApprovalList, await owner.client.get(mailboxes))).toEqual([])
    vi.useRealTimers()

    const second = await newcomerOf(owner)
    succeeded(Approval, await second.client.post(mailboxes, second.state.offer))
    expect(succeeded(Approval, await owner.client.post(`${second.path}/decline`)).state).toBe('declined')
    expect(await codes(owner.client.put(`${second.path}/answer`, answer))).toEqual(['approval_over'])
    await query(server.databaseUrl, "update device_approvals set expires_at = now() - interval '1 minute'")
    await createHousekeepingStore(server.context.database.db).removeWhatIsOver()
    expect(await query(server.databaseUrl, 'select 1 from device_approvals')).toEqual([])
  })

  it('is one of four at most', async () => {
    const owner = await person()
    const offers = await Promise.all(Array.from({ length: 6 }, () => newcomerOf(owner)))
    const replies = await codes(...offers.map(({ client, state }) => client.post(mailboxes, state.offer)))
    expect(replies.toSorted()).toEqual(['', '', '', '', 'limit_reached', 'limit_reached'])
  })
})

describe('K2: recovery', () => {
  const stateFor = async ({ client }: Pick<Seat, 'client'>) => succeeded(RecoveryState, await client.get(recovery))
  async function setUp(owner: KeyPerson) {
    const account = await readAccount(owner, owner.userId)
    const made = await createRecovery(account, newId())
    succeeded(Type.Unknown(), await owner.client.put(recovery, made.backup))
    succeeded(KeyIdentity, await post(owner, await admission(owner, made.device)))
    return made
  }

  it('is a backup first and a key in the log then; a new code takes the old one’s place', async () => {
    const owner = await person()
    expect(await stateFor(owner)).toEqual({ backup: null, backedUpAt: null, archivedAt: null, nextArchive: 0 })
    const first = await setUp(owner)
    expect(await stateFor(owner)).toMatchObject({ backup: first.backup, archivedAt: null })
    // The same again is no other backup.
    expect((await owner.client.put(recovery, first.backup)).status).toBe(204)
    const other = {
      ...first.backup,
      sealed: first.backup.sealed.replace(/^./, (letter) => (letter === 'A' ? 'B' : 'A')),
    }
    expect(await codes(owner.client.put(recovery, other))).toEqual(['keys_stale'])

    const account = await readAccount(owner, owner.userId)
    const sealed = await sealArchive({ account, author: owner.device, sequence: 0, secrets: [] })
    if (sealed.kind !== 'sealed') throw new Error(sealed.reason)
    expect((await owner.client.put(archive, sealed.archive)).status).toBe(204)
    expect(await codes(owner.client.put(archive, sealed.archive))).toEqual(['keys_stale'])
    expect(succeeded(KeyArchive, await owner.client.get(archive))).toEqual(sealed.archive)
    expect((await stateFor(owner)).nextArchive).toBe(1)
    const [one, two] = await codes(
      ...['AAAA', 'BBBB'].map((text) => owner.client.put(archive, { ...sealed.archive, sequence: 1, sealed: text })),
    )
    expect(new Set([one, two])).toEqual(new Set(['', 'keys_stale']))

    const second = await setUp(owner)
    expect(await stateFor(owner)).toMatchObject({ backup: second.backup, archivedAt: null, nextArchive: 2 })
    expect(await codes(owner.client.get(archive))).toEqual(['not_found'])
    const rows = await query(
      server.databaseUrl,
      `select device_id from recovery_backups where user_id = '${owner.userId}'`,
    )
    expect(rows).toEqual([{ device_id: second.device.deviceId }])
    expect(await codes(owner.client.put(archive, { ...sealed.archive, sequence: 2 }))).toEqual(['keys_stale'])
    expect(recoveryKey(await readAccount(owner, owner.userId))?.deviceId).toBe(second.device.deviceId)
    const { items } = succeeded(SecurityEventPage, await owner.client.get('/api/users/me/security-log'))
    const actions = items.map(({ action }) => action)
    expect(actions).toEqual(expect.arrayContaining(['key_recovery.set_up', 'key_recovery.rotated']))
  })

  it('brings back a device without another one, from a session of its own', async () => {
    const owner = await person()
    const { code } = await setUp(owner)
    const account = await readAccount(owner, owner.userId)
    const sealed = await sealArchive({ account, author: owner.device, sequence: 0, secrets: [] })
    if (sealed.kind !== 'sealed') throw new Error(sealed.reason)
    await owner.client.put(archive, sealed.archive)

    const client = await signInAgain(server.url, owner.client)
    const { backup } = await stateFor({ client })
    if (!backup) throw new Error('no backup')
    const opened = await openRecovery({ userId: owner.userId, backup, code })
    if (opened.kind !== 'opened') throw new Error('the code does not open it')
    const device = await newDevice(owner.userId)
    const { recovery: author } = opened.recovered
    const recovered = { client, device: author, userId: owner.userId }
    succeeded(KeyIdentity, await post(recovered, await admission(recovered, device.device)))
    const devices = succeeded(KeyDeviceList, await client.get('/api/users/me/keys/devices'))
    expect(devices.find(({ isCurrent }) => isCurrent)?.deviceId).toBe(device.device.deviceId)
    const found = await openArchive({
      account: await readAccount({ client }, owner.userId),
      recovery: author,
      archive: succeeded(KeyArchive, await client.get(archive)),
    })
    expect(found.kind).toBe('opened')
    // A recovery key speaks in the log, and nowhere else.
    const byRecovery = { ...sealed.archive, authorId: author.device.deviceId, sequence: 1 }
    expect(await codes(client.put(archive, byRecovery))).toEqual(['device_not_in_standing'])
    const back = { client, device, userId: owner.userId }
    succeeded(KeyIdentity, await post(back, await revocation(back, author.device.deviceId)))
    expect((await stateFor({ client })).backup).toBeNull()
  })

  it('needs a fresh proof of who asks, and has limits', async () => {
    const owner = await person()
    const second = await secondSeat(server.url, owner)
    const deviceId = newId()
    await query(
      server.databaseUrl,
      `update sessions set confirmed_at = now() - interval '1 hour' where user_id = '${owner.userId}'`,
    )
    expect(await codes(second.client.put(recovery, { deviceId, sealed: 'AAAA' }))).toEqual(['confirmation_required'])
    const sized = (bytes: number) => 'A'.repeat(Math.ceil((bytes * 4) / 3))
    const backup = { deviceId, sealed: sized(keyLimits.recoveryBackupBytes + 1) }
    expect(await codes(owner.client.put(recovery, backup))).toEqual(['bad_request'])
    const one = { deviceId, authorId: owner.device.device.deviceId, sequence: 0 }
    const largest = { ...one, sealed: sized(keyLimits.keyArchiveBytes) }
    expect(await codes(owner.client.put(archive, largest))).toEqual(['keys_stale'])
    expect(await codes(owner.client.put(archive, { ...one, sealed: `${largest.sealed}A` }))).toEqual(['bad_request'])
    expect(await codes(owner.client.put(archive, { ...one, sealed: sized(2 * keyLimits.keyArchiveBytes) }))).toEqual([
      'payload_too_large',
    ])
  })
})
