import { setTimeout as pause } from 'node:timers/promises'
import { cpuMs, residentKilobytes } from '../shared/process-stats.ts'
import { startCrowd } from './crowd.ts'
import type { Kind, Target } from './target.ts'

/** A server and those who listen to it. */
export type Side = { target: Target; crowd: ReturnType<typeof startCrowd> }

export type FanOut = { deliveries: number; cpuMs: number; latenciesMs: number[] }

/**
 * Between two events: far less than one takes to reach everybody would only fill queues. What changes of a person within a
 * tenth of a second is told as one, and a webhook may not post more often.
 */
const everyMs: Record<Kind, number> = { facts: 100, statuses: 200, notifications: 200 }
const settleMs = 5_000

const doorsOf = (target: Target, kind: Kind, count: number) =>
  Array.from({ length: count }, (_, seat) => target.door(kind, seat))

/** What an idle connection costs in RAM, in bytes, with so many of them. */
export async function bytesPerConnection(target: Target, kind: Kind, connections: number): Promise<number> {
  using first = startCrowd()
  // The first ones also bring in code and caches, which are no one connection's.
  await first.open(doorsOf(target, kind, 500))
  await pause(settleMs)
  const before = residentKilobytes(target.pid)
  using crowd = startCrowd()
  await crowd.open(doorsOf(target, kind, connections))
  await pause(settleMs)
  return ((residentKilobytes(target.pid) - before) * 1024) / connections
}

/** Tells so many events to everybody in the crowd, at a steady pace. */
export async function fanOut(
  { target, crowd }: Side,
  kind: Kind,
  { watchers, events }: { watchers: number; events: number },
): Promise<FanOut> {
  const deliveries = watchers * events
  const counted = crowd.count(deliveries)
  const before = cpuMs(target.pid)
  for (let event = 0; event < events; event += 1) {
    await target.tell(kind, `at ${performance.timeOrigin + performance.now()}`)
    await pause(everyMs[kind])
  }
  const latenciesMs = await counted
  return { deliveries, cpuMs: cpuMs(target.pid) - before, latenciesMs }
}

export async function openCrowd(target: Target, kind: Kind, watchers: number) {
  const crowd = startCrowd()
  await crowd.open(doorsOf(target, kind, watchers))
  return crowd
}
