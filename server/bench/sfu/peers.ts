import { joinChaos } from './chaos-peers.ts'
import { joinJanus } from './janus-peers.ts'
import type { Order, Reading, Report } from './orders.ts'
import { startSpeaking } from './pacer.ts'
import type { Room, Tally } from './peer.ts'
import { cpuMs, residentKilobytes } from '../shared/process-stats.ts'
import { createWatchdog } from '../shared/watchdog.ts'

/** The process of the load: it holds all peers of one room and obeys the orders of its parent. */
const tally: Tally = { sent: 0, received: 0 }
const watchdog = createWatchdog()
let room: Room | undefined
let serverPid = 0

process.on('message', (order: Order) => {
  watchdog.progress()
  carryOut(order).then(report, (error: unknown) =>
    report({ failed: error instanceof Error ? error.message : String(error) }),
  )
})
// The parent ends this process by letting go of it; the connections die with it.
process.on('disconnect', () => process.exit(0))

function report(message: Report): void {
  process.send?.(message)
}

async function carryOut(order: Order): Promise<Report> {
  switch (order.order) {
    case 'join':
      serverPid = order.serverPid
      room = await join(order)
      return { done: 'join' }
    case 'speak':
      startSpeaking(room?.speakers ?? [])
      return { done: 'speak' }
    case 'read':
      return { done: 'read', reading: read() }
  }
}

const join = ({ entry, scenario }: Extract<Order, { order: 'join' }>): Promise<Room> =>
  entry.kind === 'chaos' ? joinChaos(entry, scenario, tally) : joinJanus(entry, scenario, tally)

function read(): Reading {
  const own = process.cpuUsage()
  return {
    atMs: performance.now(),
    serverCpuMs: cpuMs(serverPid),
    serverKilobytes: residentKilobytes(serverPid),
    peersCpuMs: (own.user + own.system) / 1000,
    ...tally,
  }
}
