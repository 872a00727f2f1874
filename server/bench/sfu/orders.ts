import type { Scenario } from './scenario.ts'

/** What the peers need to know to enter a room. */
export type Entry =
  | { kind: 'chaos'; url: string; channelId: string; tokens: string[] }
  | { kind: 'janus'; url: string; room: number }

/** What the orchestrator tells the process of the peers; each order is answered by one {@link Report}. */
export type Order =
  | { order: 'join'; entry: Entry; scenario: Scenario; serverPid: number }
  | { order: 'speak' }
  | { order: 'read' }

/** Everything taken at one moment, so that packets and CPU time belong together. Times and counts since the start. */
export type Reading = {
  atMs: number
  serverCpuMs: number
  serverKilobytes: number
  peersCpuMs: number
  sent: number
  received: number
}

export type Report = { done: 'join' | 'speak' } | { done: 'read'; reading: Reading } | { failed: string }
