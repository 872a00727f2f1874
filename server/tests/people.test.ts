import { Community, Invite, PersonProfile, Relationship, RelationshipPage } from '@chaos/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../utils/ids.ts'
import { openPresence } from './harness/presence-client.ts'
import { query } from './harness/query.ts'
import { startServer, type TestServer } from './harness/start-server.ts'
import { codeOf, countsOf, type SignedInClient, succeeded } from './harness/test-client.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

let count = 0
const newPerson = () => server.register(`person-${(count += 1)}`)
const newPeople = async (): Promise<[SignedInClient, SignedInClient]> => [await newPerson(), await newPerson()]

const path = '/api/users/relationships'
const ask = (who: SignedInClient, whom: SignedInClient) => who.post(`${path}/requests`, { userId: whom.user.id })
const accept = (who: SignedInClient, whom: SignedInClient) => who.call('PUT', `${path}/friends/${whom.user.id}`)
const block = (who: SignedInClient, whom: SignedInClient) => who.call('PUT', `${path}/blocked/${whom.user.id}`)
const end = (what: 'friends' | 'requests' | 'blocked', who: SignedInClient, whom: SignedInClient) =>
  who.delete(`${path}/${what}/${whom.user.id}`)
const list = async (who: SignedInClient, more = '') =>
  succeeded(RelationshipPage, await who.get(`${path}?limit=100${more}`)).items
/** What the other one is to somebody; null: nothing. */
const toward = async (who: SignedInClient, whom: SignedInClient) =>
  (await list(who)).find(({ user }) => user.id === whom.user.id)?.kind ?? null
const both = async (a: SignedInClient, b: SignedInClient) => [await toward(a, b), await toward(b, a)]

async function share(owner: SignedInClient, guest: SignedInClient, name = 'Club'): Promise<Community> {
  const community = succeeded(Community, await owner.post('/api/communities', { name }))
  const { code } = succeeded(Invite, await owner.post(`/api/communities/${community.id}/invites`, {}))
  expect((await guest.post(`/api/communities/invites/${code}/accept`)).status).toBe(200)
  return community
}

describe('friends', () => {
  it('are asked by name or id, and accept; both are told at once', async () => {
    const [anna, ben] = await newPeople()
    const [annas, bens] = [await openPresence(server.url, anna.token), await openPresence(server.url, ben.token)]
    const asked = succeeded(
      Relationship,
      await anna.post(`${path}/requests`, { userName: ben.user.userName.toUpperCase() }),
    )
    expect(asked).toMatchObject({ kind: 'requested', user: ben.user })
    expect((await bens.next('relationship.changed')).relationship).toMatchObject({ kind: 'asked', user: anna.user })
    expect(await both(anna, ben)).toEqual(['requested', 'asked'])
    expect(codeOf(await accept(anna, ben))).toBe('request_gone')
    expect(succeeded(Relationship, await accept(ben, anna)).kind).toBe('friend')
    await annas.next('relationship.changed', ({ relationship }) => relationship.kind === 'friend')
    expect(await both(anna, ben)).toEqual(['friend', 'friend'])
    expect((await end('friends', anna, ben)).status).toBe(204)
    expect(await bens.next('relationship.ended')).toEqual({ type: 'relationship.ended', userId: anna.user.id })
    expect(await both(anna, ben)).toEqual([null, null])
    for (const socket of [annas, bens]) socket.close()
  })

  it('who ask each other at the same moment are friends, however they collide', async () => {
    const people = await Promise.all(Array.from({ length: 6 }, newPerson))
    const pairs = people.flatMap((one) => people.filter((other) => other !== one).map((other) => [one, other] as const))
    const replies = await Promise.all(pairs.map(([one, other]) => ask(one, other)))
    expect(countsOf(replies)).toEqual({ 200: 30 })
    for (const person of people) expect((await list(person, '&kind=friend')).length).toBe(5)
    const rows = await query(server.databaseUrl, `select kind, count(*)::integer as n from relationships group by kind`)
    expect(rows.find(({ kind }) => kind === 'requested')).toBeUndefined()
  })

  it('opposite changes at the same moment leave both sides in agreement', async () => {
    const [anna, ben] = await newPeople()
    for (let turn = 0; turn < 8; turn += 1) {
      await ask(anna, ben)
      await Promise.all([accept(ben, anna), end('requests', anna, ben), turn % 2 ? block(anna, ben) : ask(ben, anna)])
      expect([
        ['friend', 'friend'],
        [null, null],
        ['blocked', null],
        ['blocked', 'requested'],
        ['requested', 'asked'],
        ['asked', 'requested'],
      ]).toContainEqual(await both(anna, ben))
      await end('blocked', anna, ben)
      await end('friends', anna, ben)
      await end('requests', anna, ben)
      await end('requests', ben, anna)
    }
  })

  it('requests are declined or taken back, and then nothing is left', async () => {
    const [anna, ben] = await newPeople()
    for (const who of [anna, ben]) {
      await ask(anna, ben)
      expect((await end('requests', who, who === anna ? ben : anna)).status).toBe(204)
      expect(await both(anna, ben)).toEqual([null, null])
    }
    expect((await end('requests', anna, ben)).status).toBe(204)
  })

  it('nobody, oneself and strange input are refused', async () => {
    const anna = await newPerson()
    expect(codeOf(await anna.post(`${path}/requests`, { userName: 'nobody-here' }))).toBe('not_found')
    expect(codeOf(await anna.post(`${path}/requests`, { userId: newId() }))).toBe('not_found')
    expect(codeOf(await ask(anna, anna))).toBe('bad_request')
    expect(codeOf(await anna.post(`${path}/requests`, {}))).toBe('bad_request')
    expect(codeOf(await anna.get(`${path}?cursor=x`))).toBe('bad_request')
    expect((await server.anonymous.get(path)).status).toBe(401)
  })

  it('come in pages', async () => {
    const anna = await newPerson()
    const others = await Promise.all(Array.from({ length: 5 }, newPerson))
    for (const other of others) await ask(anna, other)
    const found: string[] = []
    let cursor = ''
    for (;;) {
      const page = succeeded(RelationshipPage, await anna.get(`${path}?limit=2&kind=requested${cursor}`))
      found.push(...page.items.map(({ user }) => user.id))
      if (page.next === null) break
      cursor = `&cursor=${page.next}`
    }
    expect(found.toSorted()).toEqual(others.map(({ user }) => user.id).toSorted())
    expect(new Set(found).size).toBe(5)
  })

  it('hear of a new name', async () => {
    const [anna, ben] = await newPeople()
    await ask(anna, ben)
    await accept(ben, anna)
    const socket = await openPresence(server.url, anna.token)
    await ben.patch('/api/users/me/profile', { displayName: 'Benjamin' })
    const { relationship } = await socket.next('relationship.changed')
    expect(relationship).toMatchObject({ kind: 'friend', user: { id: ben.user.id, displayName: 'Benjamin' } })
    socket.close()
  })

  it('are at most so many, requests too, also when two come at once', async () => {
    const [anna, ben] = await newPeople()
    const cleo = await newPerson()
    await query(
      server.databaseUrl,
      `with made as (insert into users (id, user_name, display_name)
         select gen_random_uuid(), 'filler' || chr(97 + n % 26) || n || 'x', 'Filler' from generate_series(1, 999) n
         returning id)
       insert into relationships (user_id, other_id, kind) select '${anna.user.id}', id, 'friend' from made`,
    )
    for (const other of [ben, cleo]) await ask(other, anna)
    const replies = await Promise.all([accept(anna, ben), accept(anna, cleo)])
    expect(replies.map(codeOf).toSorted()).toEqual(['', 'limit_reached'])
    await query(
      server.databaseUrl,
      `update relationships set kind = 'requested' where user_id = '${anna.user.id}'
         and other_id in (select other_id from relationships where user_id = '${anna.user.id}' limit 200)`,
    )
    const blocker = await newPerson()
    await block(blocker, anna)
    // Whoever blocks looks the same as anybody here too.
    expect(codeOf(await ask(anna, blocker))).toBe('limit_reached')
    expect(codeOf(await ask(anna, await newPerson()))).toBe('limit_reached')
  })
})

describe('a block', () => {
  it('cannot be found out by asking: the answer, the list and the sockets are those of an open request', async () => {
    const [blocker, plain] = await newPeople()
    const asker = await newPerson()
    await block(blocker, asker)
    const socket = await openPresence(server.url, blocker.token)
    const [blocked, open] = [await ask(asker, blocker), await ask(asker, plain)]
    expect([blocked.status, open.status]).toEqual([200, 200])
    const form = (reply: typeof blocked) => {
      const { user, since, ...rest } = succeeded(Relationship, reply)
      return { ...rest, keys: Object.keys(user).toSorted(), since: typeof since }
    }
    expect(form(blocked)).toEqual(form(open))
    expect((await list(asker)).map(({ kind }) => kind)).toEqual(['requested', 'requested'])
    expect(await toward(blocker, asker)).toBe('blocked')
    await socket.settled()
    expect(socket.all.filter(({ type }) => type.startsWith('relationship.'))).toEqual([])
    expect((await end('requests', asker, blocker)).status).toBe(204)
    expect(await both(asker, blocker)).toEqual([null, 'blocked'])
    socket.close()
  })

  it('of a friend looks like the end of the friendship; of who asks, like no answer', async () => {
    const [anna, ben] = await newPeople()
    await ask(anna, ben)
    await accept(ben, anna)
    const bens = await openPresence(server.url, ben.token)
    expect(succeeded(Relationship, await block(anna, ben)).kind).toBe('blocked')
    expect(await bens.next('relationship.ended')).toEqual({ type: 'relationship.ended', userId: anna.user.id })
    expect(codeOf(await ask(anna, ben))).toBe('person_blocked')
    await end('blocked', anna, ben)
    await ask(ben, anna)
    await block(anna, ben)
    expect(await both(anna, ben)).toEqual(['blocked', 'requested'])
    bens.close()
  })

  it('is known to those who ask the service, from both sides, and ends', async () => {
    const { relationships } = server.context.services
    const [anna, ben] = await newPeople()
    const between = () =>
      Promise.all([
        relationships.isBlockedBetween(anna.user.id, ben.user.id),
        relationships.isBlockedBetween(ben.user.id, anna.user.id),
      ])
    await ask(anna, ben)
    expect(await between()).toEqual([false, false])
    await block(anna, ben)
    expect(await between()).toEqual([true, true])
    await end('blocked', anna, ben)
    expect(await between()).toEqual([false, false])
  })
})

describe('a profile', () => {
  const read = (who: SignedInClient, whom: SignedInClient) => who.get(`/api/users/${whom.user.id}/profile`)

  it('is for those who share a community, a friendship or a conversation', async () => {
    const [anna, ben] = await newPeople()
    expect(codeOf(await read(anna, ben))).toBe('not_found')
    await ask(anna, ben)
    for (const [one, other] of [
      [anna, ben],
      [ben, anna],
    ] as const)
      expect(codeOf(await read(one, other))).toBe('not_found')
    await accept(ben, anna)
    expect(succeeded(PersonProfile, await read(anna, ben))).toMatchObject({ relationship: 'friend' })
    await end('friends', anna, ben)
    expect(codeOf(await read(anna, ben))).toBe('not_found')
    const id = newId()
    await query(
      server.databaseUrl,
      `insert into channels (id, kind, name, position, user_limit, encryption) values ('${id}', 'conversation', '', 0, 10, 'e2ee');
       insert into conversations (channel_id) values ('${id}');
       insert into conversation_members (channel_id, user_id) values ('${id}', '${anna.user.id}'), ('${id}', '${ben.user.id}')`,
    )
    expect(succeeded(PersonProfile, await read(anna, ben)).relationship).toBeNull()
    expect((await read(anna, anna)).status).toBe(200)
    expect(codeOf(await anna.get(`/api/users/${newId()}/profile`))).toBe('not_found')
  })

  it('names the communities both are in, counts friends of both, and says what they are', async () => {
    const [anna, ben] = await newPeople()
    const cleo = await newPerson()
    const club = await share(anna, ben, 'Book club')
    await share(ben, cleo, 'Secret society')
    for (const one of [anna, ben]) {
      await ask(one, cleo)
      await accept(cleo, one)
    }
    await ben.patch('/api/users/me/profile', { bio: 'Reads.' })
    await block(anna, ben)
    expect(succeeded(PersonProfile, await read(anna, ben))).toMatchObject({
      bio: 'Reads.',
      mutualCommunities: [{ id: club.id, name: 'Book club', icon: null }],
      mutualFriends: 1,
      relationship: 'blocked',
    })
    // Who is blocked sees what they saw before.
    expect(succeeded(PersonProfile, await read(ben, anna))).toMatchObject({
      mutualCommunities: [{ id: club.id }],
      mutualFriends: 1,
      relationship: null,
    })
  })
})

it('requests are counted per account', async () => {
  const strict = await startServer({ overrides: { rateLimits: { friendRequests: { max: 2, windowSeconds: 60 } } } })
  const [anna, ben] = [await strict.register('anna'), await strict.register('ben')]
  const replies = []
  for (let n = 0; n < 3; n += 1) replies.push(await ask(anna, ben))
  expect(countsOf(replies)).toEqual({ 200: 2, 429: 1 })
  expect(replies.at(-1)?.headers.get('retry-after')).not.toBeNull()
  expect((await ask(ben, anna)).status).toBe(200)
  await strict.close()
})
