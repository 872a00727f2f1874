import type { GenerationHeader, HistoryPolicy, KeyBox, Roster } from '../../channel-keys/records.ts'
import { entryHash } from '../../identity/entry-bytes.ts'
import type { KeyLogEntry, KeyLogPage } from '../../identity/records.ts'
import type { SealedEnvelope } from '../../sealing/envelope-records.ts'

export type StoredGeneration = { header: GenerationHeader; roster: Roster }
export type StoredLog = { identityKey: string; entries: KeyLogEntry[] }

/** What a client reads. The honest view is the truth; a lying one changes some of it. */
export type View = {
  page(userId: string, identityKey?: string): KeyLogPage
  members(): readonly string[]
  generation(generation: number): StoredGeneration | undefined
  latest(): number
  box(generation: number, deviceId: string): KeyBox | undefined
  messages(): readonly SealedEnvelope[]
}

/** Stores and orders, and knows no secret. What it holds is the truth that lies are measured against. */
export class ModelServer {
  readonly channelId: string
  policy: HistoryPolicy = 'from_joining'
  /** By user; the last one is the present identity. */
  readonly logs = new Map<string, StoredLog[]>()
  readonly present = new Set<string>()
  readonly generations: StoredGeneration[] = []
  readonly boxes = new Map<string, KeyBox>()
  envelopes: SealedEnvelope[] = []

  constructor(channelId: string) {
    this.channelId = channelId
  }

  /** Takes the next entry of a log; the first that comes wins. */
  append(entry: KeyLogEntry): boolean {
    const logs = this.logs.get(entry.userId) ?? []
    if (entry.change.kind === 'found') {
      this.logs.set(entry.userId, [...logs, { identityKey: entry.change.identityKey, entries: [entry] }])
      return true
    }
    const log = logs.at(-1)
    if (!log || entry.sequence !== log.entries.length) return false
    log.entries.push(entry)
    return true
  }

  /** SPEC G13. */
  accept(generation: StoredGeneration): boolean {
    if (generation.header.generation !== this.generations.length + 1) return false
    this.generations.push(generation)
    return true
  }

  /** A device keeps the first box it got. */
  putBox(generation: number, box: KeyBox): void {
    const place = placeOf(generation, box.deviceId)
    if (!this.boxes.has(place)) this.boxes.set(place, box)
  }

  readonly view: View = {
    page: (userId, identityKey) => pageOf(userId, this.logOf(userId, identityKey)),
    members: () => [...this.present],
    generation: (generation) => this.generations[generation - 1],
    latest: () => this.generations.length,
    box: (generation, deviceId) => this.boxes.get(placeOf(generation, deviceId)),
    messages: () => this.envelopes,
  }

  logOf(userId: string, identityKey?: string): StoredLog | undefined {
    const logs = this.logs.get(userId) ?? []
    return identityKey === undefined ? logs.at(-1) : logs.find((log) => log.identityKey === identityKey)
  }
}

export function pageOf(userId: string, log: StoredLog | undefined): KeyLogPage {
  const last = log?.entries.at(-1)
  if (!log || !last) return { identity: null, entries: [] }
  const head = { sequence: last.sequence, hash: entryHash(last) }
  return { identity: { userId, identityKey: log.identityKey, head }, entries: log.entries }
}

const placeOf = (generation: number, deviceId: string): string => `${generation}/${deviceId}`
