import { Community, Invite, OwnStatus, Relationship } from '@chaos/protocol'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openPresence } from './harness/presence-client.ts'
import { startServer, type TestServer } from './harness/start-server.ts'
import { codeOf, type SignedInClient, succeeded } from './harness/test-client.ts'

type Socket = Awaited<ReturnType<typeof openPresence>>

let server: TestServer
let sockets: Socket[] = []
beforeAll(async () => {
  server = await startServer()
})
afterEach(() => {
  for (const socket of sockets) socket.close()
  sockets = []
})
afterAll(() => server.close())

let count = 0
const newPerson = () => server.register(`person-${(count += 1)}`)
const open = async (who: SignedInClient): Promise<Socket> => {
  const socket = await openPresence(server.url, who.token)
  sockets.push(socket)
  return socket
}
const choose = (who: SignedInClient, change: Partial<OwnStatus>) =>
  who.call('PUT', '/api/users/me/status', { body: { chosen: 'online', words: '', wordsUntil: null, ...change } })
const block = (who: SignedInClient, whom: SignedInClient) =>
  who.call('PUT', `/api/users/relationships/blocked/${whom.user.id}`)
const unblock = (who: SignedInClient, whom: SignedInClient) =>
  who.delete(`/api/users/relationships/blocked/${whom.user.id}`)

async function befriend(a: SignedInClient, b: SignedInClient): Promise<void> {
  await a.post('/api/users/relationships/requests', { userId: b.user.id })
  succeeded(Relationship, await b.call('PUT', `/api/users/relationships/friends/${a.user.id}`))
}
async function friends(): Promise<[SignedInClient, SignedInClient]> {
  const [anna, ben] = [await newPerson(), await newPerson()]
  await befriend(anna, ben)
  return [anna, ben]
}
async function share(owner: SignedInClient, guest: SignedInClient): Promise<void> {
  const community = succeeded(Community, await owner.post('/api/communities', { name: 'Club' }))
  const { code } = succeeded(Invite, await owner.post(`/api/communities/${community.id}/invites`, {}))
  expect((await guest.post(`/api/communities/invites/${code}/accept`)).status).toBe(200)
}

describe('P7: who is seen', () => {
  it('a friend always, a neighbour when named, a stranger never', async () => {
    const [anna, ben] = await friends()
    const [neighbour, stranger] = [await newPerson(), await newPerson()]
    await share(anna, neighbour)
    for (const person of [ben, neighbour, stranger]) await open(person)
    const annas = await open(anna)
    expect([...(await annas.look()).keys()]).toEqual([ben.user.id])
    expect((await annas.look([neighbour.user.id, stranger.user.id])).size).toBe(2)
    await choose(stranger, { chosen: 'idle' })
    await choose(neighbour, { chosen: 'idle' })
    await annas.sees(neighbour.user.id, 'idle')
    expect(JSON.stringify(annas.all)).not.toContain(stranger.user.id)
    expect([...(await annas.look()).keys()]).toEqual([ben.user.id])
  })

  it('P8: nobody that one of the two blocks, at once and without a word; unblocking brings them back', async () => {
    const [anna, ben] = [await newPerson(), await newPerson()]
    await share(anna, ben)
    const [annas, bens] = [await open(anna), await open(ben)]
    expect(await annas.look([ben.user.id])).toEqual(new Map([[ben.user.id, 'online']]))
    expect((await bens.look([anna.user.id])).size).toBe(1)
    await block(anna, ben)
    await annas.sees(ben.user.id, 'offline')
    await bens.sees(anna.user.id, 'offline')
    expect(bens.all.filter(({ type }) => type.startsWith('relationship.'))).toEqual([])
    expect((await bens.look([anna.user.id])).size).toBe(0)
    await choose(anna, { chosen: 'do_not_disturb' })
    await bens.settled()
    expect(bens.unread('people.changed')).toEqual([])
    await unblock(anna, ben)
    await bens.sees(anna.user.id, 'do_not_disturb')
  })

  it('P8: a block that changes nothing to be seen says nothing at all', async () => {
    const [anna, ben] = [await newPerson(), await newPerson()]
    await share(anna, ben)
    const bens = await open(ben)
    await bens.look([anna.user.id])
    await choose(anna, { chosen: 'invisible' })
    await open(anna)
    const heard = bens.all.length
    await block(anna, ben)
    await unblock(anna, ben)
    await bens.settled()
    expect(bens.all.slice(heard).map(({ type }) => type)).toEqual(['session.pong'])
  })

  it('a new friend without asking again, and no longer when the friendship ends', async () => {
    const [anna, ben] = [await newPerson(), await newPerson()]
    await open(ben)
    const annas = await open(anna)
    expect((await annas.look([ben.user.id])).size).toBe(0)
    await befriend(ben, anna)
    await annas.sees(ben.user.id, 'online')
    await anna.delete(`/api/users/relationships/friends/${ben.user.id}`)
    await annas.sees(ben.user.id, 'offline')
  })
})

describe('P9: statuses', () => {
  it('several devices are one person: any that is in use makes them online, and a choice goes before that', async () => {
    const [anna, ben] = await friends()
    const annas = await open(anna)
    expect((await annas.look()).size).toBe(0)
    const phone = await open(ben)
    await annas.sees(ben.user.id, 'online')
    phone.send({ type: 'status.idle' })
    await annas.sees(ben.user.id, 'idle')
    const laptop = await open(ben)
    await annas.sees(ben.user.id, 'online')
    laptop.close()
    await annas.sees(ben.user.id, 'idle')
    await choose(ben, { chosen: 'do_not_disturb' })
    await annas.sees(ben.user.id, 'do_not_disturb')
    phone.send({ type: 'status.active' })
    await choose(ben, { chosen: 'online' })
    await annas.sees(ben.user.id, 'online')
  })

  it('who is invisible is seen as offline, words included, and looks so from the first moment', async () => {
    const [anna, ben] = await friends()
    await choose(ben, { chosen: 'invisible', words: 'secret' })
    await open(ben)
    const annas = await open(anna)
    expect((await annas.look([ben.user.id])).size).toBe(0)
    await choose(ben, { words: 'At the library' })
    await annas.sees(ben.user.id, 'online', 'At the library')
    await choose(ben, { chosen: 'invisible', words: 'secret' })
    await annas.sees(ben.user.id, 'offline')
    expect(JSON.stringify(annas.all)).not.toContain('secret')
  })

  it('words end by themselves', async () => {
    const [anna, ben] = await friends()
    await open(ben)
    const annas = await open(anna)
    await annas.look()
    const wordsUntil = new Date(Date.now() + 1_200).toISOString()
    await choose(ben, { words: 'Back in a second', wordsUntil })
    await annas.sees(ben.user.id, 'online', 'Back in a second')
    await annas.sees(ben.user.id, 'online')
    expect((await ben.get('/api/users/me/status')).body).toEqual({ chosen: 'online', words: '', wordsUntil: null })
  })

  it('own devices are told of the choice; what is none is refused', async () => {
    const ben = await newPerson()
    const phone = await open(ben)
    const chosen = { chosen: 'idle', words: 'away‮', wordsUntil: null }
    expect(succeeded(OwnStatus, await ben.call('PUT', '/api/users/me/status', { body: chosen })).words).toBe('away')
    expect((await phone.next('status.changed')).status).toEqual({ chosen: 'idle', words: 'away', wordsUntil: null })
    for (const wrong of [{ chosen: 'offline' }, { words: 'x'.repeat(81) }, { words: 'x', wordsUntil: 'soon' }])
      expect(codeOf(await choose(ben, wrong as Partial<OwnStatus>))).toBe('bad_request')
  })
})

describe('P10: messages', () => {
  it('a reload does not flicker; whoever stays away is offline after five seconds', async () => {
    const [anna, ben] = await friends()
    const bens = await open(ben)
    const annas = await open(anna)
    expect((await annas.look()).get(ben.user.id)).toBe('online')
    bens.kill()
    await new Promise((resolve) => setTimeout(resolve, 300))
    const again = await open(ben)
    await annas.settled()
    again.kill()
    const wentAt = performance.now()
    await annas.sees(ben.user.id, 'offline')
    expect(performance.now() - wentAt).toBeGreaterThan(4_500)
    expect(annas.all.filter(({ type }) => type === 'people.changed')).toHaveLength(1)
  })

  it('many changes within a moment are one message', async () => {
    const anna = await newPerson()
    const others = await Promise.all(Array.from({ length: 5 }, newPerson))
    for (const other of others) await befriend(other, anna)
    await Promise.all(others.map(open))
    const annas = await open(anna)
    expect((await annas.look()).size).toBe(5)
    for (const socket of sockets.slice(0, 5)) socket.send({ type: 'status.idle' })
    await annas.waiting.until('all five', () => {
      const changed = annas.all.flatMap((message) => (message.type === 'people.changed' ? message.people : []))
      return new Set(changed.map(({ userId }) => userId)).size === 5 ? true : undefined
    })
    expect(annas.all.filter(({ type }) => type === 'people.changed').length).toBeLessThanOrEqual(2)
  })
})
