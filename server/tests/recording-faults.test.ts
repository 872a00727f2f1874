import { setTimeout as pause } from 'node:timers/promises'
import { type Message, type MessageDraft, MessagePage } from '@chaos/protocol'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findFreePort } from '../utils/free-port.ts'
import { newId } from '../utils/ids.ts'
import { gather } from './harness/gather.ts'
import { fetchAudio, messagesPath, post, sealedDraft, uploadsOf } from './harness/messages.ts'
import { query } from './harness/query.ts'
import { seededRandom } from './harness/random.ts'
import { spawnServer, type SpawnedServer } from './harness/spawn-server.ts'
import { startServer } from './harness/start-server.ts'
import { codeOf, registerClient, type SignedInClient, succeeded } from './harness/test-client.ts'

// A server process as it ships, killed again and again while people speak. `npm run test:faults -- SEED UPLOADS` does more of it.
const seed = Number(process.env['FAULTS_SEED'] ?? 20)
const uploadCount = Number(process.env['FAULTS_UPLOADS'] ?? 20)
const atOnce = 5
/** Every so many steps of uploads the server dies, somewhere in the middle of what it is doing. */
const stepsPerKill = 40
const random = seededRandom(seed)

let server: SpawnedServer
let port: number
let anna: SignedInClient
let channelId: string
let steps = 0
let kills = 0
let reviving: Promise<void> | null = null
/** Why it could not be started again: then nobody goes on trying. */
let dead: unknown = null
const start = (dataDirectory?: string) =>
  spawnServer({ environment: { PORT: String(port) }, ...(dataDirectory !== undefined && { dataDirectory }) })

beforeAll(async () => {
  port = await findFreePort()
  server = await start()
  anna = await registerClient(server.url, 'anna')
  channelId = (await (await gather([anna])).channel('Room')).id
})
afterAll(async () => {
  await server?.stop()
})

/** Kills the server after a moment that the seed chooses, and starts it on the same data. */
async function killSoon(): Promise<void> {
  await pause(random.below(60))
  await server.kill()
  kills += 1
  const { stop } = server
  const revived = await start(server.dataDirectory)
  server = { ...revived, stop: async () => (await revived.stop(), stop()) }
}

const step = (): void => {
  steps += 1
  if (steps % stepsPerKill !== 0 || reviving) return
  reviving = killSoon()
    .catch((error: unknown) => {
      dead = error
    })
    .finally(() => {
      reviving = null
    })
}

/** Again and again until it is done: what a client does whose server comes and goes. */
async function persist<T>(work: () => Promise<T | null>): Promise<T> {
  for (;;) {
    const done = await work().catch(() => null)
    if (done !== null) return done
    if (dead !== null) throw new Error('the server did not start again', { cause: dead })
    await pause(20)
  }
}

type Spoken = { draft: MessageDraft; content: Buffer }

/** Sends what is said piece by piece, as it is said; how long it is shows at the end. */
async function speak(content: Buffer): Promise<Spoken> {
  const objectId = newId()
  const uploads = uploadsOf(anna)
  await persist(async () => ((await uploads.begin({ objectId, channelId })).status === 201 ? true : null))
  const piece = 2_000 + random.below(20_000)
  await persist(async () => {
    const { status, headers } = await uploads.state(objectId)
    if (status !== 200) return null
    const offset = Number(headers.get('upload-offset'))
    if (offset === content.length && headers.get('upload-length') !== null) return true
    const end = Math.min(offset + piece, content.length)
    step()
    await uploads.append(objectId, offset, content.subarray(offset, end), end === content.length ? end : undefined)
    return null
  })
  const draft = sealedDraft(anna, channelId, { audio: { objectId, durationMs: 10_000 } })
  step()
  for (let round = 0; round < 2; round += 1)
    await persist(async () => ((await post(anna, draft)).status === 201 ? true : null))
  return { draft, content }
}

async function everything(): Promise<Message[]> {
  const items: Message[] = []
  let cursor: string | null = null
  do {
    const before: string = cursor === null ? '' : `&before=${cursor}`
    const page = succeeded(MessagePage, await anna.get(`${messagesPath}?channelId=${channelId}&limit=100${before}`))
    items.unshift(...page.items)
    cursor = page.older
  } while (cursor !== null)
  return items
}

it(
  `loses, doubles and cuts none of ${uploadCount} recordings when the server is killed (seed ${seed})`,
  async () => {
    const contents = Array.from({ length: uploadCount }, () => {
      const length = 20_000 + random.below(80_000)
      // What sealed chunks can be together.
      return random.bytes(length % 65_552 < 16 ? length + 16 : length)
    })
    const spoken: Spoken[] = []
    const waiting = [...contents]
    const workers = Array.from({ length: atOnce }, async () => {
      for (let content = waiting.shift(); content; content = waiting.shift()) spoken.push(await speak(content))
    })
    await Promise.all(workers)
    await reviving
    expect(kills).toBeGreaterThanOrEqual(Math.floor(uploadCount / 20))
    const kept = await everything()
    expect(kept.map(({ id }) => id).toSorted()).toEqual(spoken.map(({ draft }) => draft.id).toSorted())
    for (const { draft, content } of spoken) {
      const heard = Buffer.from(await (await fetchAudio(anna, draft.id)).arrayBuffer())
      expect(heard.equals(content), `seed ${seed}, message ${draft.id}`).toBe(true)
    }
    process.stdout.write(`${uploadCount} recordings in ${steps} steps, ${kills} kills, seed ${seed}\n`)
  },
  60_000 + uploadCount * 6_000,
)

it('says in words that there is no room, keeps what came, and goes on once there is some', async () => {
  const full = await startServer({ overrides: { limits: { diskReserveBytes: Number.MAX_SAFE_INTEGER } } })
  try {
    const ben = await registerClient(full.url, 'ben')
    const room = (await (await gather([ben])).channel('Room')).id
    const refused = await uploadsOf(ben).begin({ objectId: newId(), channelId: room, length: 10 })
    expect([refused.status, codeOf(refused), refused.headers.get('retry-after')]).toEqual([507, 'storage_full', '60'])
    expect(await query(full.databaseUrl, 'select 1 from audio_objects')).toEqual([])
  } finally {
    await full.close()
  }
})
