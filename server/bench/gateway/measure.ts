import { setTimeout as pause } from 'node:timers/promises'
import { cpuMs, residentKilobytes } from '../shared/process-stats.ts'
import { startCrowd } from './crowd.ts'
import type { Target } from './target.ts'

export type FanOut = { deliveries: number; cpuMs: number; latenciesMs: number[] }

/** Between two events: far less than one takes to reach everybody would only fill queues. */
const everyMs = 100
const settleMs = 5_000

const doorsOf = (target: Target, count: number) => Array.from({ length: count }, (_, seat) => target.door(seat))

/** What an idle connection costs in RAM, in bytes, with so many of them. */
export async function bytesPerConnection(target: Target, connections: number): Promise<number> {
  using first = startCrowd()
  // The first ones also bring in code and caches, which are no one connection's.
  await first.open(doorsOf(target, 500))
  await pause(settleMs)
  const before = residentKilobytes(target.pid)
  using crowd = startCrowd()
  await crowd.open(doorsOf(target, connections))
  await pause(settleMs)
  return ((residentKilobytes(target.pid) - before) * 1024) / connections
}

/** Tells so many events to everybody in the crowd, at a steady pace. */
export async function fanOut(
  target: Target,
  crowd: ReturnType<typeof startCrowd>,
  { watchers, events }: { watchers: number; events: number },
): Promise<FanOut> {
  const deliveries = watchers * events
  const counted = crowd.count(deliveries)
  const before = cpuMs(target.pid)
  for (let event = 0; event < events; event += 1) {
    await target.tell(`at ${performance.timeOrigin + performance.now()}`)
    await pause(everyMs)
  }
  const latenciesMs = await counted
  return { deliveries, cpuMs: cpuMs(target.pid) - before, latenciesMs }
}

export async function openCrowd(target: Target, watchers: number) {
  const crowd = startCrowd()
  await crowd.open(doorsOf(target, watchers))
  return crowd
}
