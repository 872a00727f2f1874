import { Category, Channel, ChannelOrder } from '@chaos/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../utils/ids.ts'
import { gather } from './harness/gather.ts'
import { startServer, type TestServer } from './harness/start-server.ts'
import { codeOf, countsOf, type SignedInClient, succeeded } from './harness/test-client.ts'

let server: TestServer
let club: Awaited<ReturnType<typeof gather>>
let owner: SignedInClient
let member: SignedInClient
const facts: { type: string }[] = []
beforeAll(async () => {
  server = await startServer({ overrides: { limits: { categoriesPerCommunity: 3 } } })
  owner = await server.register('owner')
  member = await server.register('member')
  club = await gather([owner, member])
  server.context.events.community.subscribe(club.communityId, (fact) => facts.push(fact))
})
afterAll(() => server.close())

const category = async (name: string) => succeeded(Category, await owner.post(`${club.path}/categories`, { name }))
const orderNow = async (client = owner): Promise<ChannelOrder> => {
  const { categories, channels } = await club.view(client)
  const under = (categoryId: string | null) =>
    channels.filter((channel) => channel.categoryId === categoryId).map(({ id }) => id)
  return { uncategorized: under(null), categories: categories.map(({ id }) => ({ id, channelIds: under(id) })) }
}
const reorder = (from: ChannelOrder, to: ChannelOrder, client = owner) =>
  client.put(`${club.path}/channels/order`, { from, to })

test('categories are made, renamed and removed; their channels stay', async () => {
  facts.length = 0
  const games = await category(' Games ')
  expect(games).toMatchObject({ name: 'Games', communityId: club.communityId })
  const path = `${club.path}/categories/${games.id}`
  const renamed = succeeded(Category, await owner.patch(path, { name: 'Play' }))
  expect(renamed).toEqual({ ...games, name: 'Play' })
  const chess = await club.channel('Chess', { categoryId: games.id })
  expect(chess.categoryId).toBe(games.id)
  expect((await owner.delete(path)).status).toBe(204)
  expect(codeOf(await owner.delete(path))).toBe('not_found')
  expect(codeOf(await owner.patch(path, { name: 'x' }))).toBe('not_found')
  expect((await club.view(member)).channels.find(({ id }) => id === chess.id)?.categoryId).toBeNull()
  expect(facts.map(({ type }) => type)).toEqual(['category.put', 'category.put', 'channel.created', 'category.deleted'])
})

test('a channel is made with everything that can be chosen; its encryption then stays', async () => {
  const chosen = {
    ...{ kind: 'stage', topic: 'Talks', userLimit: 400, bitrate: 96_000, slowModeSeconds: 30 },
    ...{ encryption: 'open', isTemporary: true },
  }
  const channel = await club.channel('Talks', chosen)
  expect(channel).toMatchObject(chosen)
  const at = `/api/channels/${channel.id}`
  expect(codeOf(await owner.patch(at, { encryption: 'e2ee' }))).toBe('encryption_fixed')
  const change = { topic: 'Long talks', bitrate: 8_000, slowModeSeconds: 0, encryption: 'open' }
  expect(succeeded(Channel, await owner.patch(at, change))).toEqual({ ...channel, ...change })
  for (const wrong of [
    { bitrate: 7_999 },
    { bitrate: 128_001 },
    { topic: 'x'.repeat(201) },
    { slowModeSeconds: -1 },
    { kind: 'voice' },
  ])
    expect(codeOf(await owner.patch(at, wrong)), JSON.stringify(wrong)).toBe('bad_request')
  expect(codeOf(await owner.post(`${club.path}/channels`, { name: 'Lost', categoryId: newId() }))).toBe('not_found')
})

test('the whole order is put in one step and told to those who look', async () => {
  const [one, two] = [await category('One'), await category('Two')]
  const extra = await club.channel('Extra', { categoryId: one.id })
  const from = await orderNow()
  const moved = from.uncategorized[0] ?? ''
  const to = {
    uncategorized: from.uncategorized.slice(1).toReversed(),
    categories: [
      { id: two.id, channelIds: [moved] },
      { id: one.id, channelIds: [extra.id] },
    ],
  }
  facts.length = 0
  expect(succeeded(ChannelOrder, await reorder(from, to))).toEqual(to)
  expect(await orderNow(member)).toEqual(to)
  expect(facts).toEqual([{ type: 'channels.arranged', communityId: club.communityId, order: to }])
  // Read from here on by position alone, channels stand as on the screen.
  const { channels } = await club.view(owner)
  expect(channels.map(({ id }) => id)).toEqual([...to.uncategorized, moved, extra.id])
})

test('of two who put things in order at once, one is told to look again', async () => {
  const from = await orderNow()
  const [first, second] = [structuredClone(from), structuredClone(from)]
  first.uncategorized.reverse()
  second.categories.reverse()
  expect(countsOf(await Promise.all([reorder(from, first), reorder(from, second)]))).toEqual({ 200: 1, 409: 1 })
  expect(codeOf(await reorder(from, first))).toBe('order_stale')
  const now = await orderNow()
  const strange = { ...now, uncategorized: [...now.uncategorized, newId()] }
  expect(codeOf(await reorder(now, strange))).toBe('order_stale')
})

test('categories are limited, and members may manage none of this', async () => {
  await category('Three')
  expect(codeOf(await owner.post(`${club.path}/categories`, { name: 'Four' }))).toBe('limit_reached')
  const now = await orderNow()
  const { id } = now.categories[0] ?? { id: '' }
  const refused = [
    await member.post(`${club.path}/categories`, { name: 'Mine' }),
    await member.patch(`${club.path}/categories/${id}`, { name: 'Mine' }),
    await member.delete(`${club.path}/categories/${id}`),
    await reorder(now, now, member),
  ]
  expect(refused.map(codeOf)).toEqual(Array(4).fill('forbidden'))
})
