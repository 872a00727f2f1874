import { WebSocket } from 'ws'
import type { Door } from './target.ts'

export type CrowdOrder =
  | { order: 'open'; doors: Door[] }
  /** Counts texts with a mark in them until there are so many; a mark begins with the time it was said at. */
  | { order: 'count'; deliveries: number }
export type CrowdReport = { opened: true } | { counted: true; latenciesMs: number[] } | { failed: string }

const sockets: WebSocket[] = []
const pingEveryMs = 10_000
let wanted = 0
let broken = ''
let latenciesMs: number[] = []

const say = (report: CrowdReport): void => void process.send?.(report)
const nowMs = (): number => performance.timeOrigin + performance.now()

function hear(data: Buffer): void {
  const sentAtMs = /"at ([\d.]+)"/.exec(data.toString())?.[1]
  if (sentAtMs === undefined || wanted === 0) return
  latenciesMs.push(nowMs() - Number(sentAtMs))
  if (latenciesMs.length < wanted) return
  wanted = 0
  say({ counted: true, latenciesMs })
  latenciesMs = []
}

const open = ({ url, headers, says, welcomed }: Door): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { headers, perMessageDeflate: false })
    sockets.push(socket)
    socket.on('error', reject)
    socket.on('close', (code) => {
      reject(new Error(`closed with ${code}`))
      broken = `a socket closed with ${code}`
      // What is said to a crowd that is not whole would be waited for in vain.
      if (wanted > 0) say({ failed: broken })
    })
    socket.on('open', () => {
      for (const text of says) socket.send(text)
      if (welcomed === '') resolve()
    })
    socket.on('message', (data: Buffer) => {
      if (welcomed !== '' && data.includes(welcomed)) resolve()
      hear(data)
    })
  })

/** As every client does, so that nobody is taken for dead; spread over the time. */
function keepAlive(): void {
  let next = 0
  setInterval(() => {
    for (let n = 0; n < sockets.length / 100; n += 1) {
      const socket = sockets[next % sockets.length]
      if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ type: 'session.ping', id: 2 }))
      next += 1
    }
  }, pingEveryMs / 100)
}

async function openAll(doors: readonly Door[]): Promise<void> {
  if (doors[0]?.says.length !== 0) keepAlive()
  for (let at = 0; at < doors.length; at += 50) await Promise.all(doors.slice(at, at + 50).map(open))
}

process.on('message', (order: CrowdOrder) => {
  if (order.order === 'count') {
    wanted = order.deliveries
    if (broken !== '') say({ failed: broken })
  } else
    openAll(order.doors).then(
      () => say({ opened: true }),
      (error: unknown) => say({ failed: String(error) }),
    )
})
