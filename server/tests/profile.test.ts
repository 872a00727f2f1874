import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import {
  avatarPath,
  Community,
  Invite,
  MemberPage,
  parsePresenceServerMessage,
  PreferencesState,
  type PresenceServerMessage,
  Profile,
  protocolVersion,
  type SyncedPreferences,
} from '@chaos/protocol'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../utils/ids.ts'
import { bombPicture, photograph, plainPicture } from './harness/pictures.ts'
import { openSocket } from './harness/socket-client.ts'
import { startServer, type TestServer } from './harness/start-server.ts'
import { codeOf, problemOf, type SignedInClient, succeeded } from './harness/test-client.ts'
import { setStage } from './harness/voice-stage.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer({ overrides: { limits: { pictureBytes: 600_000 } } })
})
afterAll(() => server.close())

let count = 0
const newPerson = () => server.register(`person-${(count += 1)}`)

const upload = (person: SignedInClient, bytes: Buffer, type = 'image/jpeg') =>
  fetch(`${server.url}/api/users/me/avatar`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${person.token}`, 'content-type': type },
    body: new Uint8Array(bytes),
  }).then(async (reply) => ({ status: reply.status, headers: reply.headers, body: await reply.json() }))

async function uploaded(person: SignedInClient, bytes: Buffer, type?: string): Promise<string> {
  const { avatar } = succeeded(Profile, await upload(person, bytes, type))
  if (avatar === null) throw new Error('no picture')
  return avatar
}
const fetchPicture = (avatar: string, size: '96' | '256' = '256') => fetch(server.url + avatarPath(avatar, size))
const files = async () => {
  const found = await readdir(join(server.context.config.data.directory, 'objects/avatars'), { recursive: true })
  return found.filter((name) => name.endsWith('.webp')).length
}

async function watch(token: string, communityIds: string[], url = server.url) {
  type Say = { type: string; [member: string]: unknown }
  const socket = await openSocket<PresenceServerMessage, Say>({
    url: `${url}/ws/presence`,
    parse: parsePresenceServerMessage,
  })
  socket.send({ type: 'session.hello', version: protocolVersion, token })
  await socket.next('session.welcome')
  socket.send({ type: 'watch.set', communityIds })
  socket.send({ type: 'session.ping', id: 1 })
  await socket.next('session.pong')
  return socket
}

/** Two people in one community. */
async function neighbours() {
  const [owner, guest] = [await newPerson(), await newPerson()]
  const community = succeeded(Community, await owner.post('/api/communities', { name: 'Club' }))
  const { code } = succeeded(Invite, await owner.post(`/api/communities/${community.id}/invites`, {}))
  expect((await guest.post(`/api/communities/invites/${code}/accept`)).status).toBe(200)
  return { owner, guest, community }
}

describe('pictures', () => {
  it.each(['jpeg', 'png', 'webp', 'gif'] as const)(
    'a %s becomes two square WebP files, open to all, for good',
    async (format) => {
      const person = await newPerson()
      const avatar = await uploaded(person, await plainPicture(format, '#123456'), `image/${format}`)
      for (const size of ['96', '256'] as const) {
        const reply = await fetchPicture(avatar, size)
        const headers = Object.fromEntries(reply.headers)
        expect(headers).toMatchObject({
          'content-type': 'image/webp',
          'cache-control': 'public, max-age=31536000, immutable',
          'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
          'x-content-type-options': 'nosniff',
          'cross-origin-resource-policy': 'same-origin',
        })
        const bytes = Buffer.from(await reply.arrayBuffer())
        expect(headers['content-length']).toBe(String(bytes.length))
        expect(await sharp(bytes).metadata()).toMatchObject({
          format: 'webp',
          width: Number(size),
          height: Number(size),
        })
      }
    },
  )

  it('nothing of what a camera writes is left: no place, no name, no device', async () => {
    const original = await photograph()
    const facts = await sharp(original).metadata()
    expect(facts.exif?.includes('SecretCamera')).toBe(true)
    expect(original.includes('Secret Place')).toBe(true)
    // GPS IFD pointer, tag 0x8825 (Exif 2.32 §4.6.3), in either byte order.
    expect(facts.exif?.includes(Buffer.from([0x88, 0x25])) || facts.exif?.includes(Buffer.from([0x25, 0x88]))).toBe(
      true,
    )
    const avatar = await uploaded(await newPerson(), original)
    for (const size of ['96', '256'] as const) {
      const bytes = Buffer.from(await (await fetchPicture(avatar, size)).arrayBuffer())
      const kept = await sharp(bytes).metadata()
      expect([kept.exif, kept.xmp, kept.icc, kept.iptc]).toEqual([undefined, undefined, undefined, undefined])
      for (const secret of ['Secret', 'EXIF', 'Exif', 'XMP ', 'GPS']) expect(bytes.includes(secret), secret).toBe(false)
    }
  })

  it('a picture that is also a page or an archive is only a picture afterwards', async () => {
    const payload = Buffer.from('<script>alert(document.domain)</script>PK\x03\x04')
    const jpeg = await plainPicture('jpeg')
    // In a comment segment (ITU-T T.81 §B.2.4.5), and behind the end.
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, payload.length + 2]), payload])
    const polyglot = Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2), payload])
    const avatar = await uploaded(await newPerson(), polyglot)
    const bytes = Buffer.from(await (await fetchPicture(avatar)).arrayBuffer())
    expect(bytes.includes('script')).toBe(false)
    expect(bytes.includes('PK\x03\x04')).toBe(false)
  })

  it.each<[string, () => Buffer | Promise<Buffer>, string, number, string]>([
    ['too many bytes', () => Buffer.alloc(600_001, 0xff), 'image/jpeg', 413, 'payload_too_large'],
    ['too many pixels', bombPicture, 'image/png', 413, 'image_too_large'],
    ['a page', () => Buffer.from('<!doctype html><script>'), 'image/png', 415, 'unsupported_media_type'],
    [
      'a drawing',
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      'image/png',
      415,
      'unsupported_media_type',
    ],
    [
      'a drawing that says so',
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      'image/svg+xml',
      415,
      'unsupported_media_type',
    ],
    ['a form', () => Buffer.from('a=b'), 'application/x-www-form-urlencoded', 415, 'unsupported_media_type'],
    ['JSON', () => Buffer.from('{}'), 'application/json', 400, 'bad_request'],
    ['nothing', () => Buffer.alloc(0), 'image/png', 415, 'unsupported_media_type'],
    ['half a picture', async () => (await plainPicture('png')).subarray(0, 90), 'image/png', 422, 'image_invalid'],
  ])('%s: refused, and the old picture stays', async (_name, make, type, status, code) => {
    const person = await newPerson()
    const avatar = await uploaded(person, await plainPicture('png', '#00ff00'), 'image/png')
    const reply = await upload(person, await make(), type)
    expect([reply.status, codeOf(reply)]).toEqual([status, code])
    expect(succeeded(Profile, await person.get('/api/users/me/profile')).avatar).toBe(avatar)
    expect((await fetchPicture(avatar)).status).toBe(200)
  })

  it('needs a sign-in, before a byte is read', async () => {
    const reply = await fetch(`${server.url}/api/users/me/avatar`, {
      method: 'PUT',
      headers: { 'content-type': 'image/png' },
      body: new Uint8Array(await plainPicture('png')),
    })
    expect(reply.status).toBe(401)
    expect((await server.anonymous.delete('/api/users/me/avatar')).status).toBe(401)
  })

  it('files go when nobody has the picture any more, and not before', async () => {
    const [anna, ben] = [await newPerson(), await newPerson()]
    const before = await files()
    const red = await uploaded(anna, await plainPicture('png', '#ff0000'), 'image/png')
    expect(await uploaded(ben, await plainPicture('png', '#ff0000'), 'image/png')).toBe(red)
    expect(await files()).toBe(before + 2)
    const blue = await uploaded(anna, await plainPicture('png', '#0000ff'), 'image/png')
    expect((await fetchPicture(red)).status).toBe(200)
    expect(succeeded(Profile, await ben.delete('/api/users/me/avatar')).avatar).toBeNull()
    expect([(await fetchPicture(red)).status, (await fetchPicture(blue)).status]).toEqual([404, 200])
    expect((await ben.delete('/api/users/me/avatar')).status).toBe(200)
    await anna.delete('/api/users/me/avatar')
    expect(await files()).toBe(before)
  })

  it('one gives up a picture while another gets it: whoever has it can see it', async () => {
    const people = await Promise.all([1, 2, 3, 4].map(newPerson))
    const bytes = await plainPicture('png', '#abcdef')
    for (let round = 0; round < 3; round += 1) {
      await Promise.all(
        people.map((person, index) =>
          (index + round) % 2 === 0 ? upload(person, bytes, 'image/png') : person.delete('/api/users/me/avatar'),
        ),
      )
      const profiles = await Promise.all(people.map((person) => person.get('/api/users/me/profile')))
      const held = profiles.flatMap((reply) => succeeded(Profile, reply).avatar ?? [])
      expect(held).toHaveLength(2)
      for (const avatar of held) expect((await fetchPicture(avatar)).status).toBe(200)
    }
  })

  it('a file that a crash left without an owner is swept up after an hour', async () => {
    const { pictures } = server.context.services
    const person = await newPerson()
    const avatar = await uploaded(person, await plainPicture('png', '#101010'), 'image/png')
    const before = await files()
    const { createFileObjectStore } = await import('../storage/file-object-store.ts')
    const objects = createFileObjectStore(join(server.context.config.data.directory, 'objects'))
    const stray = 'A'.repeat(43)
    await objects.put(`avatars/AA/${stray}-96.webp`, Buffer.from('x'))
    await pictures.sweep(new Date())
    expect(await files()).toBe(before + 1)
    await pictures.sweep(new Date(Date.now() + 2 * 3_600_000))
    expect(await files()).toBe(before)
    expect((await fetchPicture(avatar)).status).toBe(200)
  })

  it.each(['x', `${'A'.repeat(43)}/97`, `..%2f..%2fsecrets/96`, `${'A'.repeat(43)}/256`])(
    'there is nothing at %s',
    async (path) => {
      const reply = await server.anonymous.get(`/api/users/avatars/${path}`)
      expect([400, 404]).toContain(reply.status)
      expect(reply.headers.get('cache-control') ?? '').not.toContain('immutable')
    },
  )
})

describe('profile', () => {
  it('name and words about oneself change, cleaned of what disguises', async () => {
    const person = await newPerson()
    const change = { displayName: ' Ma\u202era\u0007 L. ', bio: 'First\r\nsecond \u2066line\n' }
    const profile = succeeded(Profile, await person.patch('/api/users/me/profile', change))
    expect(profile).toMatchObject({ displayName: 'Mara L.', bio: 'First\nsecond line' })
    expect(succeeded(Profile, await person.get('/api/users/me/profile'))).toEqual(profile)
    expect((await person.get('/api/users/me')).body).toMatchObject({ displayName: 'Mara L.' })
    expect(succeeded(Profile, await person.patch('/api/users/me/profile', {}))).toEqual(profile)
  })

  it.each<[string, object, string]>([
    ['an empty name', { displayName: '' }, '/displayName'],
    ['a name of spaces', { displayName: '  ' }, '/displayName'],
    ['a long name', { displayName: 'x'.repeat(65) }, '/displayName'],
    ['too much about oneself', { bio: 'x'.repeat(301) }, '/bio'],
    ['another user name', { userName: 'admin' }, '/userName'],
    ['a role', { serverRole: 'owner' }, '/serverRole'],
    ['a password hash', { displayName: 'x', passwordHash: 'x' }, '/passwordHash'],
    ['a picture by name', { avatar: 'A'.repeat(43) }, '/avatar'],
    ['another id', { id: newId() }, '/id'],
  ])('%s is refused, and nothing changes', async (_name, change, path) => {
    const person = await newPerson()
    const before = succeeded(Profile, await person.get('/api/users/me/profile'))
    const reply = await person.patch('/api/users/me/profile', change)
    expect([reply.status, codeOf(reply)]).toEqual([400, 'bad_request'])
    expect(problemOf(reply).fields?.map((field) => field.path)).toContain(path)
    expect((await person.get('/api/users/me/profile')).body).toEqual(before)
  })

  it('a name of which nothing can be seen is refused', async () => {
    const reply = await (await newPerson()).patch('/api/users/me/profile', { displayName: '\u202e\u200f\u0000' })
    expect([reply.status, codeOf(reply)]).toEqual([400, 'bad_request'])
  })

  it('is there for those who share a community, and for nobody else', async () => {
    const { owner, guest } = await neighbours()
    const stranger = await newPerson()
    await guest.patch('/api/users/me/profile', { bio: 'I read aloud.' })
    const path = `/api/users/${guest.user.id}/profile`
    expect(succeeded(Profile, await owner.get(path)).bio).toBe('I read aloud.')
    expect(codeOf(await stranger.get(path))).toBe('not_found')
    expect(codeOf(await owner.get(`/api/users/${newId()}/profile`))).toBe('not_found')
    expect((await server.anonymous.get(path)).status).toBe(401)
  })

  it('P4, P5: a change shows to those who watch, in lists, and on the own devices', async () => {
    const { owner, guest, community } = await neighbours()
    const [watcher, own, outsider] = [
      await watch(owner.token, [community.id]),
      await watch(guest.token, []),
      await watch((await newPerson()).token, [community.id]),
    ]
    const avatar = await uploaded(guest, await plainPicture('png', '#777777'), 'image/png')
    expect(await watcher.next('member.updated')).toMatchObject({
      communityId: community.id,
      member: { userId: guest.user.id, displayName: guest.user.displayName, avatar },
    })
    expect((await own.next('profile.changed')).profile).toMatchObject({ id: guest.user.id, avatar })
    const page = succeeded(MemberPage, await owner.get(`/api/communities/${community.id}/members`))
    expect(page.items.map((member) => member.avatar)).toEqual([null, avatar])
    outsider.send({ type: 'session.ping', id: 2 })
    await outsider.next('session.pong')
    expect(outsider.unread('member.updated')).toEqual([])
    for (const socket of [watcher, own, outsider]) socket.close()
  })
})

it('P4: in a call, others see the new name and picture at once', async () => {
  const stage = await setStage()
  try {
    const [anna, ben] = [await stage.join('anna', { media: false }), await stage.join('ben', { media: false })]
    const person = await stage.person('anna')
    const viewer = await watch(stage.owner.token, [stage.community.id], stage.server.url)
    await person.patch('/api/users/me/profile', { displayName: 'Anna the Loud' })
    const { participant } = await ben.next('participant.updated', (message) => message.participant.id === anna.id)
    expect(participant).toMatchObject({ displayName: 'Anna the Loud', avatar: null, connection: 'connected' })
    const isNew = (name: string) => name === 'Anna the Loud'
    await viewer.next('roster.changed', ({ occupants }) => occupants.some(({ displayName }) => isNew(displayName)))
    viewer.close()
  } finally {
    await stage.close()
  }
})

describe('preferences', () => {
  const change = async (person: SignedInClient, values: SyncedPreferences) =>
    succeeded(PreferencesState, await person.patch('/api/users/me/preferences', values))

  it('P6: keys are set on their own, the last to arrive stays, and each change raises the version', async () => {
    const person = await newPerson()
    const [anna, ben] = [newId(), newId()]
    expect((await person.get('/api/users/me/preferences')).body).toEqual({ version: 0, values: {} })
    expect(await change(person, { theme: 'dark', sounds: false })).toMatchObject({ version: 1 })
    expect(await change(person, { theme: 'light', volumes: { [anna]: 0.5, [ben]: 2 } })).toMatchObject({ version: 2 })
    expect(await change(person, { volumes: { [anna]: 1 } })).toEqual({
      version: 3,
      values: { theme: 'light', sounds: false, volumes: { [ben]: 2 } },
    })
    expect(await change(person, {})).toMatchObject({ version: 3 })
  })

  it('P6: changes from many devices at once all stay', async () => {
    const person = await newPerson()
    const ids = Array.from({ length: 20 }, newId)
    const states = await Promise.all(ids.map((id) => change(person, { volumes: { [id]: 0.3 } })))
    expect(states.map(({ version }) => version).toSorted((a, b) => a - b)).toEqual(ids.map((_, index) => index + 1))
    const { values } = succeeded(PreferencesState, await person.get('/api/users/me/preferences'))
    expect(Object.keys(values.volumes ?? {}).toSorted()).toEqual(ids.toSorted())
  })

  it('P5: go to the own devices, and to nobody else', async () => {
    const { owner, guest, community } = await neighbours()
    const [own, other] = [await watch(guest.token, []), await watch(owner.token, [community.id])]
    const state = await change(guest, { joinMuted: true, locale: 'de-DE' })
    expect(await own.next('preferences.changed')).toEqual({ type: 'preferences.changed', ...state })
    other.send({ type: 'session.ping', id: 2 })
    await other.next('session.pong')
    expect(other.unread('preferences.changed')).toEqual([])
    for (const socket of [own, other]) socket.close()
  })

  it.each<[string, object]>([
    ['an unknown key', { theme: 'dark', admin: true }],
    ['an unknown value', { theme: 'pink' }],
    ['a device, which stays on its device', { microphoneId: 'x' }],
    ['too loud', { volumes: { [newId()]: 3 } }],
    ['the volume of nobody', { volumes: { everybody: 1 } }],
    ['nothing for a value', { sounds: null }],
    ['a list', []],
  ])('%s is refused, and nothing changes', async (_name, body) => {
    const person = await newPerson()
    const reply = await person.patch('/api/users/me/preferences', body)
    expect([reply.status, codeOf(reply)]).toEqual([400, 'bad_request'])
    expect((await person.get('/api/users/me/preferences')).body).toEqual({ version: 0, values: {} })
  })

  it('more than is kept is refused', async () => {
    const person = await newPerson()
    const many = () => ({ volumes: Object.fromEntries(Array.from({ length: 500 }, () => [newId(), 0.5])) })
    await change(person, many())
    const reply = await person.patch('/api/users/me/preferences', many())
    expect([reply.status, codeOf(reply)]).toEqual([409, 'limit_reached'])
    expect(await change(person, { theme: 'dark' })).toMatchObject({ version: 2 })
  })
})
