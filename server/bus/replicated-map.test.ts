import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type Random, seededRandom } from '../tests/harness/random.ts'
import type { Bus } from './bus.ts'
import { createHub } from './in-process-bus.ts'
import { createReplicatedMap } from './replicated-map.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const now = () => Date.now()
const byValue = (a: number, b: number) => a - b
const create = (bus: Bus) => createReplicatedMap<number>({ bus, name: 'numbers', now })
const contentOf = (map: ReturnType<typeof create>) =>
  Object.fromEntries([...map.keys()].toSorted().map((key) => [key, map.get(key).toSorted(byValue)]))

/** Loses some of what it carries, and says some of it twice. */
function unreliable(bus: Bus, random: Random): Bus {
  return {
    ...bus,
    publish(subject, message) {
      if (random.below(10) < 2) return
      bus.publish(subject, message)
      if (random.below(10) < 1) bus.publish(subject, message)
    },
  }
}

it.each([1, 2, 3, 4])('agrees in the end over a bus that loses a fifth and repeats some (seed %i)', async (seed) => {
  const random = seededRandom(seed)
  const hub = createHub()
  const buses = Array.from({ length: 4 }, () => hub.connect())
  const maps = buses.map((bus) => create(unreliable(bus, random)))
  const said = maps.map(() => new Map<string, number>())
  for (let step = 0; step < 2_000; step += 1) {
    const at = random.below(maps.length)
    const key = `key ${random.below(50)}`
    if (random.below(10) < 3) {
      maps[at]?.delete(key)
      said[at]?.delete(key)
    } else {
      maps[at]?.set(key, step)
      said[at]?.set(key, step)
    }
    if (random.below(20) === 0) await vi.advanceTimersByTimeAsync(200)
  }
  const whole: Record<string, number[]> = {}
  for (const own of said) for (const [key, value] of own) whole[key] = [...(whole[key] ?? []), value].toSorted(byValue)
  const sorted = Object.fromEntries(Object.entries(whole).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  // A beat a second, each copy lost with some luck again: soon, though not at once.
  await vi.advanceTimersByTimeAsync(30_000)
  for (const map of maps) expect(contentOf(map)).toEqual(sorted)
  for (const map of maps) map.close()
})

it('forgets a process that says nothing any more, and tells of it', async () => {
  const hub = createHub()
  const [one, two] = [hub.connect(), hub.connect()]
  const map = create(one)
  let isDead = false
  const dying: Bus = { ...two, publish: (subject, message) => void (isDead || two.publish(subject, message)) }
  const other = create(dying)
  other.set('a', 1)
  map.set('a', 2)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(map.get('a')).toEqual([2, 1])
  isDead = true
  const changed: string[] = []
  map.onChange((key) => changed.push(key))
  map.onLost((key) => changed.push(`${key} lost`))
  await vi.advanceTimersByTimeAsync(3_000)
  expect(map.get('a')).toEqual([2, 1])
  await vi.advanceTimersByTimeAsync(3_000)
  expect(map.get('a')).toEqual([2])
  expect(changed).toEqual(['a', 'a lost'])
  isDead = false
  await vi.advanceTimersByTimeAsync(3_000)
  expect(map.get('a')).toEqual([2, 1])
  map.close()
  other.close()
})

it('tells of changes once each, and of nothing that stays as it is', () => {
  const map = createReplicatedMap<string>({ bus: createHub().connect(), name: 'states' })
  const told: string[] = []
  const stop = map.onChange((key) => told.push(`${key}:${map.get(key).join()}`))
  map.set('anna', 'active')
  map.set('anna', 'active')
  map.set('anna', 'idle')
  map.delete('anna')
  map.delete('anna')
  stop()
  stop()
  map.set('ben', 'active')
  expect(told).toEqual(['anna:active', 'anna:idle', 'anna:'])
  expect(map.get('ben')).toEqual(['active'])
  map.close()
})
