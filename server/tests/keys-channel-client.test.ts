import { Channel, Community, Invite, KeyArchive, KeyLogPage, type SealedEnvelope } from '@chaos/protocol'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { nodeFetch } from '../../packages/client-core/src/testing/node-parts.ts'
import { newId } from '../utils/ids.ts'
import { type Holder, keepRecovery, keysOf, letIn, openKeyHolders, untilKeys as until } from './harness/key-holders.ts'

let holders: Awaited<ReturnType<typeof openKeyHolders>>
type Person = Awaited<ReturnType<typeof holders.signUp>>
let anna: Person
let ben: Person
beforeAll(async () => {
  holders = await openKeyHolders()
  anna = await holders.signUp()
  ben = await holders.signUp()
})
afterAll(() => holders?.close())

const done = <T>(outcome: { ok: true; value: T } | { ok: false; failure: object }): T => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.failure))
  return outcome.value
}
const idOf = ({ client }: Person): string => {
  const { session } = client.store.getState()
  return session.kind === 'signedIn' ? session.user.id : ''
}
const identityOf = async ({ client }: Person): Promise<string> => {
  const path = '/api/users/me/keys/log?from=0'
  const page = done(await client.session.call({ method: 'GET', path, reply: KeyLogPage }))
  return page.identity?.identityKey ?? ''
}
const post = ({ session }: Holder, path: string, body: object) =>
  session.call({ method: 'POST', path, body, reply: Type.Unknown() })

/** A community of the first one with the others in it, and a channel. */
async function club([owner, ...others]: Person[], historyPolicy: 'from_joining' | 'all' = 'from_joining') {
  if (!owner) throw new Error('nobody')
  const call = owner.client.session.call
  const made = await call({ method: 'POST', path: '/api/communities', body: { name: 'Club' }, reply: Community })
  const path = `/api/communities/${done(made).id}`
  done(await call({ method: 'PATCH', path, body: { historyPolicy }, reply: Type.Unknown() }))
  const { code } = done(await call({ method: 'POST', path: `${path}/invites`, body: {}, reply: Invite }))
  const admit = async ({ client }: Person) => {
    done(await post(client, `/api/communities/invites/${code}/accept`, {}))
    await client.communities.open(done(made).id)
  }
  await owner.client.communities.open(done(made).id)
  for (const other of others) await admit(other)
  const channel = await call({ method: 'POST', path: `${path}/channels`, body: { name: 'Den' }, reply: Channel })
  await owner.client.communities.open(done(made).id)
  return { path, admit, channelId: done(channel).id }
}

const seal = async ({ sealed }: Holder, channelId: string, words: string): Promise<SealedEnvelope> =>
  done(await sealed.seal(channelId, { messageId: newId(), content: { words } }))
const read = async ({ sealed }: Holder, envelope: SealedEnvelope): Promise<unknown> => {
  const opened = await sealed.open(envelope)
  return opened.ok ? opened.value.content : opened.failure.code
}
const status = (client: Holder, channelId: string) => keysOf(client).channels[channelId]?.status
const enter = async (client: Holder, channelId: string): Promise<void> => {
  client.sealed.enter(channelId)
  await until(client, ({ channels }) => channels[channelId]?.status === 'ready')
}

describe('keys of channels', () => {
  it('are made by whoever enters first, and read by all members and by their later devices', async () => {
    const { channelId } = await club([anna, ben])
    await enter(anna.client, channelId)
    const first = await seal(anna.client, channelId, 'hello')
    expect(first.generation).toBe(1)
    expect(JSON.stringify(first)).not.toContain('hello')
    expect(await read(ben.client, first)).toEqual({ words: 'hello' })
    expect(await read(anna.client, await seal(ben.client, channelId, 'and you'))).toEqual({ words: 'and you' })

    const young = await holders.signIn(anna.userName)
    await letIn(anna.client, young)
    await enter(young, channelId)
    expect(await read(young, first)).toEqual({ words: 'hello' })
    expect(await read(ben.client, await seal(young, channelId, 'new here'))).toEqual({ words: 'new here' })
  })

  it('come to one when two make them at once', async () => {
    const { channelId } = await club([anna, ben])
    const sealed = await Promise.all([anna, ben].map(({ client }) => seal(client, channelId, 'both')))
    expect(sealed.map(({ generation }) => generation)).toEqual([1, 1])
    for (const { client } of [anna, ben])
      for (const envelope of sealed) expect(await read(client, envelope)).toEqual({ words: 'both' })
  })

  it.each(['from_joining', 'all'] as const)('reach a late joiner as the policy says: %s', async (policy) => {
    const { channelId, admit } = await club([anna], policy)
    const before = await seal(anna.client, channelId, 'before')
    await admit(ben)
    await enter(ben.client, channelId)
    const after = await seal(anna.client, channelId, 'after')
    expect(after.generation).toBe(2)
    expect(await read(ben.client, after)).toEqual({ words: 'after' })
    expect(await read(ben.client, before)).toEqual(policy === 'all' ? { words: 'before' } : 'keys_waiting')
  })

  it('are made anew without somebody who was removed', async () => {
    const { channelId, path } = await club([anna, ben])
    const before = await seal(anna.client, channelId, 'all of us')
    expect(await read(ben.client, before)).toEqual({ words: 'all of us' })
    done(await post(anna.client, `${path}/members/${idOf(ben)}/kick`, { reason: '' }))
    const after = await seal(anna.client, channelId, 'without you')
    expect(after.generation).toBe(2)
    expect(await read(ben.client, after)).toBe('keys_waiting')
    expect(await read(ben.client, before)).toEqual({ words: 'all of us' })
  })

  it('are made anew without a device that was revoked, and old messages of it stay', async () => {
    const { channelId } = await club([anna, ben])
    const young = await holders.signIn(anna.userName)
    await letIn(anna.client, young)
    const before = await seal(young, channelId, 'from the young one')
    expect(await read(ben.client, before)).toEqual({ words: 'from the young one' })
    done(await anna.client.keys.revoke(keysOf(young).deviceId ?? ''))
    const after = await seal(ben.client, channelId, 'without it')
    expect(after.generation).toBe(2)
    expect(await read(anna.client, after)).toEqual({ words: 'without it' })
    expect(await read(young, after)).toBe('keys_waiting')
    expect(await ben.client.sealed.open(before)).toMatchObject({ ok: true, value: { senderStands: false } })
  })

  it('wait for somebody who was away', async () => {
    const carl = await holders.signUp()
    const { channelId } = await club([anna, ben, carl])
    await carl.client.close()
    const sealed = [await seal(anna.client, channelId, 'one')]
    const young = await holders.signIn(ben.userName)
    await letIn(ben.client, young)
    done(await ben.client.keys.revoke(keysOf(young).deviceId ?? ''))
    sealed.push(await seal(ben.client, channelId, 'two'))
    expect(sealed.map(({ generation }) => generation)).toEqual([1, 2])
    const back = await holders.signIn(carl.userName, carl.device)
    const words = []
    for (const envelope of sealed) words.push(await read(back, envelope))
    expect(words).toEqual([{ words: 'one' }, { words: 'two' }])
  })

  it('are not shared by a device that never had them, and say so', async () => {
    const { channelId } = await club([anna])
    await seal(anna.client, channelId, 'alone')
    await anna.client.close()
    anna = { ...anna, client: await holders.signIn(anna.userName) }
    expect(keysOf(anna.client).status).toBe('newDevice')
    expect(await anna.client.sealed.seal(channelId, { messageId: newId(), content: 1 })).toMatchObject({
      failure: { code: 'keys_waiting' },
    })
    anna = await holders.signUp()
  })
})

describe('recovery words', () => {
  it('R5: bring back what was said before, with nobody there to share it, from whichever device knew it', async () => {
    const carl = await holders.signUp()
    const { channelId } = await club([carl])
    await enter(carl.client, channelId)
    const first = await seal(carl.client, channelId, 'before')
    const words = await keepRecovery(carl.client)
    const archive = async () => {
      const outcome = await carl.client.session.call({
        method: 'GET',
        path: '/api/users/me/keys/archive',
        reply: KeyArchive,
      })
      return outcome.ok ? outcome.value : null
    }
    await vi.waitFor(async () => expect(await archive()).not.toBeNull(), { timeout: 8_000, interval: 50 })

    // A second device that never was in the room has less to say, and takes nothing away by saying it.
    const second = await holders.signIn(carl.userName)
    await letIn(carl.client, second)
    const other = await club([{ ...carl, client: second }])
    await enter(second, other.channelId)
    const elsewhere = await seal(second, other.channelId, 'elsewhere')
    const authors = new Set<string>()
    await vi.waitFor(
      async () => {
        authors.add((await archive())?.authorId ?? '')
        expect(authors).toContain(keysOf(second).deviceId)
      },
      { timeout: 8_000, interval: 50 },
    )
    // Nobody is there when the third one comes.
    await second.close()
    await carl.client.close()

    const third = await holders.signIn(carl.userName)
    expect(await third.keys.recover(words)).toMatchObject({ ok: true })
    await third.communities.loadList()
    await enter(third, channelId)
    expect(await read(third, first)).toEqual({ words: 'before' })
    expect(await read(third, await seal(third, channelId, 'after'))).toEqual({ words: 'after' })
    expect(await read(third, elsewhere)).toEqual({ words: 'elsewhere' })
  })
})

describe('a server that lies', () => {
  type Reply = Awaited<ReturnType<typeof nodeFetch>>
  /** What it does to the replies whose path fits. */
  let lie: { path: RegExp; tell: (text: string) => string } | null = null
  const lyingFetch = async (request: Parameters<typeof nodeFetch>[0]): Promise<Reply> => {
    const reply = await nodeFetch(request)
    return lie?.path.test(request.url) && reply.status === 200 ? { ...reply, text: lie.tell(reply.text) } : reply
  }
  let dora: Person
  beforeAll(async () => {
    dora = await holders.signUp(holders.newDevice('Lied to', { fetch: lyingFetch }))
  })
  const generations = /\/keys\/generations\?/

  it('cannot roll back, exchange or inject a generation', async () => {
    const { channelId } = await club([anna, dora])
    await seal(dora.client, channelId, 'first')
    for (const tell of [
      () => '{"headers":[],"boxes":[]}',
      (text: string) => text.replace(/"atMs":\d/, '"atMs":9').replace(/"signature":"./, '"signature":"x'),
      (text: string) => text.replace('"generation":1', '"generation":2'),
    ]) {
      lie = { path: generations, tell }
      expect(await dora.client.sealed.seal(channelId, { messageId: newId(), content: 1 })).toMatchObject({
        failure: { code: 'keys_untrusted' },
      })
      expect(status(dora.client, channelId)).toBe('contradiction')
    }
    lie = null
    expect((await seal(dora.client, channelId, 'again')).generation).toBe(1)
    expect(status(dora.client, channelId)).toBe('ready')
  })

  it('cannot make anybody seal to a member whose identity it made up', async () => {
    const { channelId } = await club([anna, dora, ben])
    await seal(anna.client, channelId, 'all')
    await seal(dora.client, channelId, 'me too')
    const other = await holders.signUp()
    const [shown, pinned] = [await identityOf(other), await identityOf(anna)]
    lie = { path: /\/keys\/readers/, tell: (text) => text.replaceAll(pinned, shown) }
    const sealed = await dora.client.sealed.seal(channelId, { messageId: newId(), content: { words: 'to whom' } })
    expect(keysOf(dora.client).channels[channelId]?.changed).toEqual([idOf(anna)])
    lie = null
    // Whoever is shown so gets no key until they were seen.
    expect(await read(anna.client, done(sealed))).toBe('keys_waiting')
    expect(await read(ben.client, done(sealed))).toEqual({ words: 'to whom' })
  })

  it('cannot change, move or take from what was sealed', async () => {
    const { channelId } = await club([anna, ben])
    const envelope = await seal(anna.client, channelId, 'as it is')
    const changes: Partial<SealedEnvelope>[] = [
      { messageId: newId() },
      { senderId: idOf(ben) },
      { commitment: 'A'.repeat(43) },
      { sealed: `A${envelope.sealed.slice(1)}` },
    ]
    for (const change of changes) expect(await read(ben.client, { ...envelope, ...change })).toBe('invalid_reply')
    expect(await read(ben.client, envelope)).toEqual({ words: 'as it is' })
  })
})

describe('objects in chunks', () => {
  it('are sealed and opened one by one, and in no other place', async () => {
    const { sealed } = anna.client
    const object = await sealed.createObject()
    const place = { index: 3, last: true }
    const chunk = await sealed.sealChunk({ object, place, plaintext: new Uint8Array([1, 2, 3]) })
    const theirs = ben.client.sealed
    expect(await theirs.openChunk({ object, place, sealed: chunk })).toEqual(new Uint8Array([1, 2, 3]))
    for (const elsewhere of [
      { index: 2, last: true },
      { index: 3, last: false },
    ])
      expect(await theirs.openChunk({ object, place: elsewhere, sealed: chunk })).toBeUndefined()
    const other = await sealed.createObject()
    expect(await theirs.openChunk({ object: other, place, sealed: chunk })).toBeUndefined()
  })
})
