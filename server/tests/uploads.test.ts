import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../utils/ids.ts'
import { gather } from './harness/gather.ts'
import { fetchAudio, posted, sealedDraft, uploaded, uploadsOf } from './harness/messages.ts'
import { startS3 } from './harness/s3-server.ts'
import { startServer, type TestServer } from './harness/start-server.ts'
import { codeOf, type SignedInClient } from './harness/test-client.ts'

const quotas = { audioBytesPerUser: 30_000_000, audioBytesPerCommunity: 60_000_000 }

let server: TestServer
let anna: SignedInClient
let ben: SignedInClient
let channelId: string
beforeAll(async () => {
  server = await startServer({ overrides: { limits: quotas } })
  anna = await server.register('anna')
  ben = await server.register('ben')
  const club = await gather([anna, ben])
  channelId = (await club.channel('Room')).id
})
afterAll(() => server?.close())

const filesUnder = async (folder: string): Promise<string[]> => {
  const entries = await readdir(join(server.dataDirectory, 'objects', folder), { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
}

describe('an upload', () => {
  it('goes on where it stands, its length told at the end, and becomes one file', async () => {
    const uploads = uploadsOf(anna)
    const objectId = newId()
    const content = randomBytes(700_000)
    const begun = await uploads.begin({ objectId, channelId })
    expect(begun).toMatchObject({ status: 201 })
    expect(begun.headers.get('location')).toBe(`/api/messages/uploads/${objectId}`)
    expect((await uploads.append(objectId, 0, content.subarray(0, 300_000))).headers.get('upload-offset')).toBe(
      '300000',
    )
    const state = await uploads.state(objectId)
    expect(state.headers.get('upload-offset')).toBe('300000')
    expect(state.headers.get('upload-defer-length')).toBe('1')
    const wrong = await uploads.append(objectId, 299_999, content.subarray(299_999))
    expect(wrong.status).toBe(409)
    const last = await uploads.append(objectId, 300_000, content.subarray(300_000), content.length)
    expect(last.headers.get('upload-length')).toBe('700000')
    expect(await filesUnder('uploads')).toEqual([])
    expect(await filesUnder('recordings')).toContain(objectId)
    const message = await posted(anna, sealedDraft(anna, channelId, { audio: { objectId, durationMs: 60_000 } }))
    expect(message).toMatchObject({ kind: 'voice', audio: { objectId, sizeBytes: 700_000, chunkCount: 11 } })
    expect(Buffer.from(await (await fetchAudio(ben, message.id)).arrayBuffer()).equals(content)).toBe(true)
  })

  it('keeps what came before the sender went away without a word', async () => {
    const uploads = uploadsOf(anna)
    const objectId = newId()
    await uploads.begin({ objectId, channelId, length: 400_000 })
    const content = randomBytes(400_000)
    const cut = request(`${anna.url}/api/messages/uploads/${objectId}`, {
      method: 'PATCH',
      headers: {
        'tus-resumable': '1.0.0',
        authorization: `Bearer ${anna.token}`,
        'content-type': 'application/offset+octet-stream',
        'upload-offset': '0',
        'content-length': '400000',
      },
    })
    cut.on('error', () => {})
    cut.write(content.subarray(0, 100_000))
    const offset = async () => Number((await uploads.state(objectId)).headers.get('upload-offset'))
    await new Promise((resolve) => setTimeout(resolve, 50))
    cut.destroy()
    await expect.poll(offset).toBeGreaterThan(0)
    const from = await offset()
    expect((await uploads.append(objectId, from, content.subarray(from))).status).toBe(204)
    const audio = { objectId, durationMs: 30_000 }
    const message = await posted(anna, sealedDraft(anna, channelId, { audio }))
    expect(Buffer.from(await (await fetchAudio(anna, message.id)).arrayBuffer()).equals(content)).toBe(true)
  })

  it('is begun once, by one person, and nobody else sees it', async () => {
    const objectId = newId()
    const start = { objectId, channelId, length: 10 }
    expect((await uploadsOf(anna).begin(start)).status).toBe(201)
    expect((await uploadsOf(anna).begin(start)).status).toBe(201)
    expect(codeOf(await uploadsOf(ben).begin(start))).toBe('message_id_taken')
    expect((await uploadsOf(ben).state(objectId)).status).toBe(404)
    expect((await uploadsOf(anna).cancel(objectId)).status).toBe(204)
    expect((await uploadsOf(anna).state(objectId)).status).toBe(404)
  })

  it('takes no more than was said, than the channel allows, or than there is room for', async () => {
    const uploads = uploadsOf(ben)
    const objectId = newId()
    await uploads.begin({ objectId, channelId, length: 10 })
    expect((await uploads.append(objectId, 0, randomBytes(11))).status).toBe(409)
    const long = await uploads.begin({ objectId: newId(), channelId, length: 18_000_001 })
    expect(codeOf(long)).toBe('recording_too_long')
    expect((await uploads.begin({ objectId: newId(), channelId, length: 18_000_000 })).status).toBe(201)
    expect(codeOf(await uploads.begin({ objectId: newId(), channelId, length: 18_000_000 }))).toBe('quota_reached')
  })

  it('of another version, or without names, is refused', async () => {
    const path = '/api/messages/uploads'
    const headers = { 'tus-resumable': '1.0.0', 'upload-length': '1' }
    expect(codeOf(await anna.call('POST', path, { headers: { 'upload-length': '1' } }))).toBe('unsupported_version')
    expect(codeOf(await anna.call('POST', path, { headers }))).toBe('bad_request')
    expect((await server.anonymous.call('OPTIONS', path)).headers.get('tus-version')).toBe('1.0.0')
  })
})

describe('a recording', () => {
  it('comes whole or in parts, with a tag, and never changes', async () => {
    const content = randomBytes(65_552 + 100)
    const objectId = await uploaded(anna, channelId, content)
    const { id } = await posted(anna, sealedDraft(anna, channelId, { audio: { objectId, durationMs: 9_000 } }))
    const whole = await fetchAudio(ben, id)
    expect(whole.headers.get('cache-control')).toBe('private, max-age=31536000, immutable')
    const tag = whole.headers.get('etag') ?? ''
    await whole.arrayBuffer()
    expect((await fetchAudio(ben, id, { 'if-none-match': tag })).status).toBe(304)
    const part = await fetchAudio(ben, id, { range: 'bytes=65552-65561' })
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 65552-65561/65652'])
    expect(Buffer.from(await part.arrayBuffer()).equals(content.subarray(65_552, 65_562))).toBe(true)
    expect((await fetchAudio(ben, id, { range: 'bytes=70000-' })).status).toBe(416)
    expect((await fetchAudio(ben, id, { range: 'bytes=0-0', 'if-range': '"another"' })).status).toBe(200)
  })

  it('has a likely size, and is its author’s, finished, and for this channel', async () => {
    const refused = async (objectId: string, durationMs = 1_000, client = anna) =>
      codeOf(await client.post('/api/messages', sealedDraft(client, channelId, { audio: { objectId, durationMs } })))
    const short = await uploaded(anna, channelId, randomBytes(65_552 + 15))
    expect(await refused(short)).toBe('audio_invalid')
    const large = await uploaded(anna, channelId, randomBytes(400_000))
    expect(await refused(large, 1)).toBe('audio_invalid')
    expect(await refused(large, 7_200_000)).toBe('recording_too_long')
    expect(await refused(large, 60_000, ben)).toBe('not_found')
    const objectId = newId()
    await uploadsOf(anna).begin({ objectId, channelId, length: 100 })
    await uploadsOf(anna).append(objectId, 0, randomBytes(99))
    expect(await refused(objectId)).toBe('upload_unfinished')
  })
})

it('in an open channel is what it says to be, and as long as it says', async () => {
  const club = await gather([ben])
  const open = (await club.channel('Open', { encryption: 'open' })).id
  const speech = await readFile(join(import.meta.dirname, 'audio/speech.webm'))
  const say = async (content: Buffer, durationMs: number) => {
    const audio = { objectId: await uploaded(ben, open, content), durationMs }
    const body = { kind: 'open' as const, content: { audio: { format: 'audio/webm; codecs=opus', peaks: '' } } }
    return ben.post('/api/messages', { id: newId(), channelId: open, body, audio })
  }
  expect((await say(speech, 4_021)).status).toBe(201)
  for (const [content, durationMs] of [
    [randomBytes(5_000), 2_000],
    [Buffer.from('<script>alert(1)</script>'), 2_000],
    [speech.subarray(0, -100), 4_021],
    [speech, 800_000],
    [speech, 1],
  ] as const)
    expect(codeOf(await say(content, durationMs))).toBe('audio_invalid')
})

it('of a server with a bucket is kept there, and fetched from there', async () => {
  const s3 = await startS3()
  const apart = await startServer({ bucket: s3.settings })
  try {
    const dora = await apart.register('dora')
    const room = (await (await gather([dora])).channel('Room')).id
    const content = randomBytes(300_000)
    const objectId = await uploaded(dora, room, content)
    const { id } = await posted(dora, sealedDraft(dora, room, { audio: { objectId, durationMs: 20_000 } }))
    const path = `/api/messages/${id}/audio`
    const { status, headers } = await dora.get(path)
    expect([status, new URL(headers.get('location') ?? '').origin]).toEqual([302, s3.settings.endpoint])
    const heard = await fetchAudio(dora, id, { range: 'bytes=100-199' })
    expect(heard.status).toBe(206)
    expect(Buffer.from(await heard.arrayBuffer()).equals(content.subarray(100, 200))).toBe(true)
    const policy = (await apart.anonymous.get('/')).headers.get('content-security-policy')
    expect(policy).toContain(`connect-src 'self' ${s3.settings.endpoint}`)
    await dora.delete(`/api/messages/${id}`)
    expect((await fetch(headers.get('location') ?? '')).status).toBe(404)
  } finally {
    await apart.close()
    await s3.stop()
  }
})
