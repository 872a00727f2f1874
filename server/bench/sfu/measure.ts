import { setTimeout as sleep } from 'node:timers/promises'
import { type LoadProcess, startLoad } from './load-process.ts'
import type { Reading } from './orders.ts'
import { residentKilobytes } from '../shared/process-stats.ts'
import { expectedPackets, type Scenario } from './scenario.ts'
import type { Target } from './target.ts'

/** What one server did in one scenario. */
export type Measurement = {
  /** CPU time of the whole server process per packet that a listener received, µs. */
  cpuMicrosPerPacket: number
  packetsPerSecond: number
  /** Packets received out of those that should have been. */
  receivedShare: number
  /** Growth of the server's resident memory from idle to this, per participant. */
  kilobytesPerParticipant: number
  /** Share of one core. */
  serverLoad: number
  peersLoad: number
}

/** Below this a server saves work by losing packets, and its figures mean nothing. */
export const leastReceivedShare = 0.99

export type Timing = { warmUpMs: number; measureMs: number }

/** Runs one scenario on a freshly started server. The server is left running. */
export async function measure(target: Target, scenario: Scenario, timing: Timing): Promise<Measurement> {
  const idleKilobytes = residentKilobytes(target.pid)
  const load = startLoad()
  try {
    await load.obey({ order: 'join', entry: target.entry, scenario, serverPid: target.pid })
    const [before, after] = await readTwice(load, timing)
    return compare(before, after, { scenario, idleKilobytes })
  } finally {
    load.stop()
  }
}

async function readTwice(load: LoadProcess, { warmUpMs, measureMs }: Timing): Promise<[Reading, Reading]> {
  await load.obey({ order: 'speak' })
  await sleep(warmUpMs)
  const before = await load.read()
  await sleep(measureMs)
  return [before, await load.read()]
}

type Context = { scenario: Scenario; idleKilobytes: number }

function compare(before: Reading, after: Reading, { scenario, idleKilobytes }: Context): Measurement {
  const elapsedMs = after.atMs - before.atMs
  const received = after.received - before.received
  const serverCpuMs = after.serverCpuMs - before.serverCpuMs
  return {
    cpuMicrosPerPacket: (serverCpuMs * 1000) / received,
    packetsPerSecond: (received * 1000) / elapsedMs,
    receivedShare: received / expectedPackets(scenario, after.sent - before.sent),
    kilobytesPerParticipant: (after.serverKilobytes - idleKilobytes) / scenario.participants,
    serverLoad: serverCpuMs / elapsedMs,
    peersLoad: (after.peersCpuMs - before.peersCpuMs) / elapsedMs,
  }
}
