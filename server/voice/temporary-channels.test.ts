import type { ChannelId } from '@chaos/protocol'
import { exampleChannel } from '../../packages/protocol/src/testing/community-examples.ts'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { CommunityFact } from '../community/community-events.ts'
import { createLogger } from '../utils/logger.ts'
import { createTemporaryChannels } from './temporary-channels.ts'

const booth = exampleChannel({ id: 'booth', communityId: 'club', isTemporary: true })
const second = exampleChannel({ id: 'second', communityId: 'club', isTemporary: true })
let stored: Set<ChannelId>
let occupied: Set<ChannelId>
let told: CommunityFact[]
let temporary: ReturnType<typeof createTemporaryChannels>

beforeEach(() => {
  vi.useFakeTimers()
  stored = new Set(['booth', 'second', 'hall'])
  occupied = new Set()
  told = []
  temporary = createTemporaryChannels({
    channels: {
      remove: (id) => Promise.resolve(stored.delete(id)),
      listTemporary: () => Promise.resolve([booth, second].filter(({ id }) => stored.has(id))),
    },
    events: { publish: (_communityId, fact) => void told.push(fact) },
    isOccupied: ({ id }) => occupied.has(id),
    logger: createLogger({ level: 'silent', stream: 'stderr' }),
  })
})
afterEach(() => {
  temporary.close()
  vi.useRealTimers()
})

it('V18: a temporary channel goes ten seconds after the last one left, and others stay', async () => {
  temporary.emptied(booth)
  temporary.emptied(exampleChannel({ id: 'hall', communityId: 'club' }))
  await vi.advanceTimersByTimeAsync(9_999)
  expect(stored).toContain('booth')
  await vi.advanceTimersByTimeAsync(1)
  expect([...stored]).toEqual(['second', 'hall'])
  expect(told).toEqual([{ type: 'channel.deleted', communityId: 'club', channelId: 'booth' }])
})

it('V18: it stays when somebody came back in time, and goes after them', async () => {
  temporary.emptied(booth)
  await vi.advanceTimersByTimeAsync(5_000)
  occupied.add('booth')
  await vi.advanceTimersByTimeAsync(10_000)
  expect(stored).toContain('booth')
  occupied.clear()
  temporary.emptied(booth)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(stored).not.toContain('booth')
})

it('V18: thirty seconds after a start those go in which nobody is', async () => {
  occupied.add('second')
  await vi.advanceTimersByTimeAsync(30_000)
  expect([...stored]).toEqual(['second', 'hall'])
  expect(told).toHaveLength(1)
})

it('ends with its server', async () => {
  temporary.emptied(booth)
  temporary.close()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(stored.size).toBe(3)
})
