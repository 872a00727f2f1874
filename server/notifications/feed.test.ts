import type { Notification } from '@chaos/protocol'
import { expect, it } from 'vitest'
import { seededRandom } from '../tests/harness/random.ts'
import { createFeed } from './feed.ts'

const notification = (sequence: number): Notification => ({
  sequence,
  id: String(sequence),
  body: { kind: 'report.made', communityId: 'c', name: 'Club' },
  communityId: 'c',
  channelId: null,
  isMention: false,
  isRead: false,
  createdAt: '2026-01-01T00:00:00.000Z',
})

/** A feed over a table that holds the numbers 1 to `size`. */
function feedOver(table: { size: number }, from: number, parts: { hasRoom?: () => boolean } = {}) {
  const got: number[] = []
  let reads = 0
  const feed = createFeed({
    from,
    async read(after) {
      reads += 1
      await Promise.resolve()
      const upTo = Math.min(table.size, after + 3)
      return Array.from({ length: Math.max(0, upTo - after) }, (_, n) => notification(after + 1 + n))
    },
    deliver: (some) => void got.push(...some.map(({ sequence }) => sequence)),
    hasRoom: parts.hasRoom ?? (() => true),
    room: () => Promise.resolve(),
    isClosed: () => false,
  })
  return { feed, got, reads: () => reads }
}
const upTo = (size: number, after = 0) => Array.from({ length: size - after }, (_, n) => after + 1 + n)

it('N3: what comes in turn passes without a look at the database', async () => {
  const { feed, got, reads } = feedOver({ size: 3 }, 0)
  for (const sequence of [1, 2, 3]) await feed.offer(notification(sequence))
  expect([got, reads()]).toEqual([[1, 2, 3], 0])
})

it('N4: a number beyond the next makes it read those between', async () => {
  const { feed, got } = feedOver({ size: 9 }, 2)
  await feed.offer(notification(9))
  expect(got).toEqual(upTo(9, 2))
})

it('N3: what happens while older ones are read comes once and in order', async () => {
  const table = { size: 10 }
  const { feed, got } = feedOver(table, 0)
  const reading = feed.reached(10)
  for (const sequence of [11, 12]) {
    table.size = sequence
    void feed.offer(notification(sequence))
  }
  await reading
  expect(got).toEqual(upTo(12))
})

it('waits in the database when the receiver is slow', async () => {
  let fast = false
  const { feed, got, reads } = feedOver({ size: 2 }, 0, { hasRoom: () => fast })
  await feed.offer(notification(1))
  expect([got, reads()]).toEqual([[1, 2], 1])
  fast = true
  await feed.offer(notification(2))
  expect(got).toEqual([1, 2])
})

it('what was announced and removed meanwhile does not make it read for ever', async () => {
  const table = { size: 2 }
  const { feed, got } = feedOver(table, 0)
  await feed.reached(5)
  expect(got).toEqual([1, 2])
})

it('N3: 300 seeded orders of announcements, some lost, some twice', async () => {
  for (let seed = 0; seed < 300; seed += 1) {
    const random = seededRandom(seed)
    const table = { size: 0 }
    const { feed, got } = feedOver(table, 0)
    const waiting: number[] = []
    const running: Promise<void>[] = []
    while (table.size < 60) {
      table.size += 1
      if (random.below(5) > 0) waiting.push(table.size)
      if (random.below(6) === 0) waiting.push(1 + random.below(table.size))
      while (waiting.length > random.below(4)) {
        const [sequence] = waiting.splice(random.below(waiting.length), 1)
        running.push(feed.offer(notification(sequence ?? 1)) ?? Promise.resolve())
        if (random.below(3) === 0) await Promise.resolve()
      }
    }
    running.push(feed.reached(table.size))
    await Promise.all(running)
    expect(got, `seed ${seed}`).toEqual(upTo(60))
  }
})
