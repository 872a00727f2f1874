import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createObjectCipher,
  createObjectKey,
  latestGeneration,
  sealArchive,
  sealEnvelope,
  secretsToArchive,
  useDevice,
} from '@chaos/crypto/keys'
import { GenerationHeader, Profile } from '@chaos/protocol'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSecrets } from '../config/secrets.ts'
import { reachEmbeddedPostgres } from '../database/embedded/embedded-postgres.ts'
import { newId } from '../utils/ids.ts'
import { gather } from './harness/gather.ts'
import { createKeyHolders, keepRecovery, keysOf, letIn, untilKeys as until, userIdOf } from './harness/key-holders.ts'
import { generationDraft, type KeyPerson, readAccount } from './harness/key-person.ts'
import { make } from './harness/key-stage.ts'
import { createSearch, type Needle, needlesOf } from './harness/secrecy/needles.ts'
import { tapSecrets } from './harness/secrecy/secret-tap.ts'
import { type Dump, dumpDatabase, dumpFolder, dumpHeap, dumpMemory, heapFlags } from './harness/secrecy/server-dumps.ts'
import { type SpawnedServer, spawnServer } from './harness/spawn-server.ts'
import { succeeded } from './harness/test-client.ts'

/** Written where everybody may read it, so the search must find it. */
const open = 'planted-in-the-open.4b1f77.example'
const planted = {
  message: 'planted in a sealed message, 90c2ae',
  chunk: 'planted in a sealed object, d81e05. ',
}

let server: SpawnedServer
let snapshots: string
const tap = tapSecrets()
const people = createKeyHolders(() => server.url)
const secrets = new Map<string, Buffer | string>(Object.entries(planted))

beforeAll(async () => {
  snapshots = await mkdtemp(join(tmpdir(), 'chaos-heap-'))
  // Settings stay in the memory of the process.
  const ICE_SERVERS = JSON.stringify([{ urls: [`stun:${open}`] }])
  server = await spawnServer({ environment: { LOG_LEVEL: 'trace', ICE_SERVERS }, nodeArgs: heapFlags(snapshots) })
})
afterAll(async () => {
  tap.stop()
  await people.closeClients()
  await server?.stop()
  await rm(snapshots, { recursive: true, force: true })
})

/** The device that a client made, in the hands of a test that makes generations with it. */
async function seatOf({ client, userName, device }: Awaited<ReturnType<typeof people.signUp>>) {
  const userId = userIdOf(client)
  const kept = await (await device.openStore(userId)).read('device')
  if (!kept) throw new Error('no device')
  return { client: await people.byApi(userName), device: await useDevice(kept), userId }
}

/** What SPEC I11, I12 and R2 give to the server: nonces of an exchange that is over, and a salt. */
function toldOpenly(): Set<string> {
  const told = tap.sent().flatMap((body) => {
    const { nonce, sealed } = JSON.parse(body) as { nonce?: string; sealed?: string }
    const start = sealed === undefined ? undefined : Buffer.from(sealed, 'base64url').subarray(0, 16)
    return [nonce === undefined ? undefined : Buffer.from(nonce, 'base64url'), start]
  })
  return new Set(told.flatMap((bytes) => (bytes ? [bytes.toString('hex')] : [])))
}

async function needles(): Promise<Needle[]> {
  const told = toldOpenly()
  const drawn = (await tap.secrets()).filter(({ value }) => !told.has(value.toString('hex')))
  drawn.forEach(({ name, value }, index) => secrets.set(`${index} ${name}`, value))
  return [...secrets, ['open', open] as const].flatMap(([name, value]) => needlesOf({ name, value }))
}

/** Everything that people do with keys, as far as a server has a part in it. */
async function liveThroughIt(): Promise<void> {
  const anna = await people.signUp()
  const ben = await people.signUp()
  const young = await people.signIn(anna.userName)
  await letIn(anna.client, young)
  const code = await keepRecovery(anna.client)
  secrets.set('recovery words', code)
  for (const separator of ['', '-']) secrets.set(`words by "${separator}"`, code.replaceAll(' ', separator))
  secrets.set('last words', code.split(' ').slice(-3).join(' '))
  const third = await people.signIn(anna.userName)
  expect(await third.keys.recover(code)).toMatchObject({ ok: true })
  const { deviceId } = keysOf(young)

  const seats = [await seatOf(anna), await seatOf(ben)] as const
  const [maker] = seats
  succeeded(Profile, await maker.client.patch('/api/users/me/profile', { bio: open }))
  const club = await gather(seats.map(({ client }) => client))
  const { id: channelId } = await club.channel('Den')
  const first = await generationDraft({ maker, channelId, people: seats })
  succeeded(GenerationHeader, await make(maker, channelId, first.draft))
  await anna.client.keys.revoke(deviceId ?? '')
  const second = await generationDraft({ maker, channelId, people: seats, keys: first.keys })
  succeeded(GenerationHeader, await make(maker, channelId, second.draft))
  for (const { secret } of second.keys.generations)
    if (secret) secrets.set(`generation of ${secrets.size}`, Buffer.from(secret))
  await archive(maker, second.keys)
  await send(maker, second.keys)
  await until(anna.client, ({ devices }) => devices.every((device) => device.deviceId !== deviceId))
}

type Keys = Awaited<ReturnType<typeof generationDraft>>['keys']

async function archive(maker: KeyPerson, keys: Keys): Promise<void> {
  const account = await readAccount(maker, maker.userId)
  const archived = secretsToArchive(keys)
  const outcome = await sealArchive({ account, author: maker.device, sequence: 0, secrets: archived })
  if (outcome.kind === 'refused') throw new Error(outcome.reason)
  succeeded(Type.Unknown(), await maker.client.put('/api/users/me/keys/archive', outcome.archive))
}

/** No route keeps messages yet, so they pass through the server, its memory and its log. */
async function send(maker: KeyPerson, keys: Keys): Promise<void> {
  expect(latestGeneration(keys)?.secret).toBeDefined()
  const content = JSON.stringify({ text: planted.message })
  const sealed = await sealEnvelope({ keys, device: maker.device, messageId: newId(), content })
  if (sealed.kind === 'refused') throw new Error(sealed.reason)
  const cipher = await createObjectCipher({ key: createObjectKey(), objectId: newId() })
  const object = await cipher.seal(Buffer.from(planted.chunk.repeat(500)))
  for (const body of [sealed.envelope, { object: Buffer.from(object).toString('base64') }])
    expect((await maker.client.post('/api/channels/messages', body)).status).toBe(404)
}

describe('the server holds no secret of anybody', () => {
  let search: ReturnType<typeof createSearch>
  beforeAll(async () => {
    await liveThroughIt()
    search = createSearch(await needles())
  })

  async function found(dump: Dump): Promise<string[]> {
    const names = new Set<string>()
    for await (const piece of dump) for (const { name, form } of search.find(piece)) names.add(`${name}: ${form}`)
    return [...names].toSorted()
  }

  it('control: what is looked for are the keys of three devices, recovery words, generations and plaintexts', () => {
    const kinds = [...secrets.keys()].map((name) => name.replace(/^\d+ /, ''))
    for (const kind of ['drawn', 'key Ed25519', 'key AES-GCM', 'key X25519', 'plaintext', 'recovery words'])
      expect(kinds, kind).toContain(kind)
    expect(kinds.length).toBeGreaterThan(40)
  })

  it('in its database', async () => {
    const folder = join(server.dataDirectory, 'postgres')
    const { embeddedDatabasePassword } = readSecrets(server.dataDirectory, {})
    const { url } = await reachEmbeddedPostgres({ folder, password: embeddedDatabasePassword })
    expect(await found(dumpDatabase(url()))).toEqual(['open: raw'])
  })

  it('in its files, those of PostgreSQL among them', { timeout: 120_000 }, async () => {
    expect(await found(dumpFolder(server.dataDirectory))).toEqual(['open: raw'])
  })

  it('in its log', async () => {
    const log = Buffer.from(server.output())
    expect(log.length).toBeGreaterThan(1_000)
    expect(search.find(log)).toEqual([])
    expect(search.find(Buffer.concat([log, Buffer.from(planted.message)]))).toMatchObject([{ name: 'message' }])
  })

  it.runIf(process.platform === 'linux')('anywhere in its memory', { timeout: 120_000 }, async () => {
    const names = await found(dumpMemory(server.pid, search.longest))
    expect(names).toContain('open: raw')
    expect(names.filter((name) => !name.startsWith('open'))).toEqual([])
  })

  it('in its heap', { timeout: 120_000 }, async () => {
    const names = await found(dumpHeap(server.pid, snapshots, search.longest))
    expect(names).toEqual(['open: raw'])
  })
})
