import type { ChannelOrder } from '@chaos/protocol'
import { describe, expect, it } from 'vitest'
import type { Standing } from '../database/stores/channel-order-store.ts'
import { seededRandom } from '../tests/harness/random.ts'
import { arrange, orderOf } from './arrangement.ts'

const now: Standing = {
  categoryIds: ['games', 'music'],
  channels: [
    { id: 'lobby', categoryId: null },
    { id: 'chess', categoryId: 'games' },
    { id: 'secret', categoryId: 'games' },
    { id: 'poker', categoryId: 'games' },
    { id: 'choir', categoryId: 'music' },
  ],
}
const all = () => true
const order = (uncategorized: string[], ...categories: [string, string[]][]): ChannelOrder => ({
  uncategorized,
  categories: categories.map(([id, channelIds]) => ({ id, channelIds })),
})
const from = order(['lobby'], ['games', ['chess', 'secret', 'poker']], ['music', ['choir']])
const placesOf = (standing: Standing | null) =>
  standing?.channels.map(({ id, categoryId }) => `${categoryId ?? '-'}/${id}`)

describe('arrange', () => {
  it('shows things as they stand', () => expect(orderOf(now, all)).toEqual(from))

  it('moves channels and whole categories', () => {
    const to = order([], ['music', ['choir', 'lobby']], ['games', ['poker', 'secret', 'chess']])
    const next = arrange(now, { from, to }, all)
    expect(next?.categoryIds).toEqual(['music', 'games'])
    expect(placesOf(next)).toEqual(['music/choir', 'music/lobby', 'games/poker', 'games/secret', 'games/chess'])
  })

  it('leaves what somebody does not see where it was', () => {
    const sees = (id: string) => id !== 'secret'
    const seen = order(['lobby'], ['games', ['chess', 'poker']], ['music', ['choir']])
    expect(orderOf(now, sees)).toEqual(seen)
    const swapped = order(['lobby'], ['games', ['poker', 'chess']], ['music', ['choir']])
    expect(placesOf(arrange(now, { from: seen, to: swapped }, sees))).toEqual([
      '-/lobby',
      'games/poker',
      'games/secret',
      'games/chess',
      'music/choir',
    ])
    const emptied = order(['lobby', 'chess', 'poker'], ['games', []], ['music', ['choir']])
    expect(placesOf(arrange(now, { from: seen, to: emptied }, sees))).toContain('games/secret')
  })

  it.each([
    ['a channel is missing', order(['lobby'], ['games', ['chess', 'secret']], ['music', ['choir']])],
    ['a channel comes twice', order(['lobby', 'lobby'], ['games', ['chess', 'secret', 'poker']], ['music', ['choir']])],
    ['a category is missing', order(['lobby', 'choir'], ['games', ['chess', 'secret', 'poker']])],
    ['something is unknown', order(['lobby', 'x'], ['games', ['chess', 'secret', 'poker']], ['music', ['choir']])],
  ])('refuses when %s', (_, to) => expect(arrange(now, { from, to }, all)).toBeNull())

  it('refuses what began from an older order', () => {
    const older = order(['lobby'], ['games', ['secret', 'chess', 'poker']], ['music', ['choir']])
    expect(arrange(now, { from: older, to: from }, all)).toBeNull()
  })

  it('loses nothing, whatever is moved where by whom (seeded)', () => {
    const random = seededRandom(4)
    let standing = now
    for (let round = 0; round < 500; round += 1) {
      const hidden = new Set(now.channels.map(({ id }) => id).filter(() => random.below(4) === 0))
      const sees = (id: string) => !hidden.has(id)
      const seen = orderOf(standing, sees)
      const to = structuredClone(seen)
      const lists = [to.uncategorized, ...to.categories.map(({ channelIds }) => channelIds)]
      const id = random.pick(lists).shift()
      if (id) random.pick(lists).push(id)
      to.categories.reverse()
      const next = arrange(standing, { from: seen, to }, sees)
      if (!next) throw new Error(`round ${round} was refused`)
      expect(next.channels.map((channel) => channel.id).toSorted()).toEqual(now.channels.map((c) => c.id).toSorted())
      expect(orderOf(next, sees)).toEqual(to)
      standing = next
    }
  })
})
