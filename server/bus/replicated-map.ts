import { createKeyListeners, type SharedMap } from '../utils/shared-map.ts'
import type { Bus } from './bus.ts'

/** A sign of life this often; who gives none for `silenceMs` is gone, and so is what it said. */
const heartbeatMs = 1_000
const silenceMs = 4_000
/** Entries in one message: far below what a bus carries at once. */
const entriesPerPart = 500

type Entry<Value> = [key: string, value: Value]

/** What a process says about its own values. Each change raises its version by one. */
type Said<Value> =
  /** It has just come, or lost track: everybody says where they are. */
  | { kind: 'hello'; node: string }
  | { kind: 'here'; node: string; version: number }
  | { kind: 'put'; node: string; version: number; key: string; value: Value }
  | { kind: 'drop'; node: string; version: number; key: string }
  | { kind: 'bye'; node: string }
/** Said to one other. */
type Answer<Value> =
  | { kind: 'ask'; node: string }
  | { kind: 'part'; node: string; version: number; entries: Entry<Value>[]; part: number; parts: number }

/** Another process as this one knows it. */
type Other<Value> = {
  version: number
  values: Map<string, Value>
  heardAtMs: number
  /** What has come of a copy, and of how many parts; null: none comes. */
  copy: { values: Map<string, Value>; parts: number } | null
  askedAtMs: number
}

type Options = { bus: Bus; name: string; now?: () => number }

/**
 * A shared map over a bus. Every process tells its changes, numbered; who misses one asks for all of it. So the map is
 * right again soon after messages were lost, a process died, or one came new.
 */
export function createReplicatedMap<Value>({ bus, name, now = () => performance.now() }: Options) {
  const own = new Map<string, Value>()
  const others = new Map<string, Other<Value>>()
  const listeners = createKeyListeners()
  const mourners = createKeyListeners()
  let version = 0

  const subject = `map.${name}`
  const inbox = (node: string): string => `${subject}.to.${node}`
  const say = (said: Said<Value>): void => bus.publish(subject, said)
  const answer = (node: string, message: Answer<Value>): void => bus.publish(inbox(node), message)

  const known = (node: string): Other<Value> => {
    const found = others.get(node)
    if (found) return found
    const fresh = { version: 0, values: new Map(), heardAtMs: now(), copy: null, askedAtMs: Number.NEGATIVE_INFINITY }
    others.set(node, fresh)
    return fresh
  }
  const forget = (node: string): void => {
    const other = others.get(node)
    others.delete(node)
    for (const key of other?.values.keys() ?? []) {
      listeners.tell(key)
      mourners.tell(key)
    }
  }
  const ask = (node: string, other: Other<Value>): void => {
    if (now() - other.askedAtMs < heartbeatMs) return
    other.askedAtMs = now()
    answer(node, { kind: 'ask', node: bus.nodeId })
  }
  const replaceWith = (other: Other<Value>, values: Map<string, Value>): void => {
    const before = other.values
    other.values = values
    for (const key of new Set([...before.keys(), ...values.keys()])) listeners.tell(key)
  }

  const change = (said: Extract<Said<Value>, { kind: 'put' | 'drop' }>, other: Other<Value>): void => {
    if (said.version <= other.version) return
    if (said.version > other.version + 1) return ask(said.node, other)
    other.version = said.version
    if (said.kind === 'put') other.values.set(said.key, said.value)
    else other.values.delete(said.key)
    listeners.tell(said.key)
  }
  const hear = (said: Said<Value>): void => {
    if (said.kind === 'bye') return forget(said.node)
    const other = known(said.node)
    other.heardAtMs = now()
    if (said.kind === 'hello') return say({ kind: 'here', node: bus.nodeId, version })
    if (said.kind === 'here') return said.version === other.version ? undefined : ask(said.node, other)
    change(said, other)
  }
  const sendAll = (node: string): void => {
    const entries = [...own]
    const parts = Math.max(1, Math.ceil(entries.length / entriesPerPart))
    for (let part = 0; part < parts; part += 1) {
      const some = entries.slice(part * entriesPerPart, (part + 1) * entriesPerPart)
      answer(node, { kind: 'part', node: bus.nodeId, version, entries: some, part, parts })
    }
  }
  const read = (message: Answer<Value>): void => {
    if (message.kind === 'ask') return sendAll(message.node)
    const other = known(message.node)
    other.heardAtMs = now()
    if (message.part === 0) other.copy = { values: new Map(), parts: 0 }
    // One that is missing spoils the copy; the next beat asks for another.
    if (other.copy?.parts !== message.part) return void (other.copy = null)
    other.copy.parts += 1
    for (const [key, value] of message.entries) other.copy.values.set(key, value)
    if (other.copy.parts < message.parts) return
    other.version = message.version
    replaceWith(other, other.copy.values)
    other.copy = null
  }

  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- processes of one installation say to each other what their own types say
  const undo = [bus.subscribe(subject, (said) => hear(said as Said<Value>))]
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as above
  undo.push(bus.subscribe(inbox(bus.nodeId), (message) => read(message as Answer<Value>)))
  undo.push(bus.onGap(() => say({ kind: 'hello', node: bus.nodeId })))
  const beat = setInterval(() => {
    say({ kind: 'here', node: bus.nodeId, version })
    for (const [node, { heardAtMs }] of others) if (now() - heardAtMs > silenceMs) forget(node)
  }, heartbeatMs)
  beat.unref()
  say({ kind: 'hello', node: bus.nodeId })
  say({ kind: 'here', node: bus.nodeId, version })

  const map: SharedMap<Value> = {
    set(key, value) {
      if (own.has(key) && own.get(key) === value) return
      own.set(key, value)
      version += 1
      say({ kind: 'put', node: bus.nodeId, version, key, value })
      listeners.tell(key)
    },
    delete(key) {
      if (!own.delete(key)) return
      version += 1
      say({ kind: 'drop', node: bus.nodeId, version, key })
      listeners.tell(key)
    },
    get: (key) =>
      [own, ...[...others.values()].map(({ values }) => values)].flatMap((values) => {
        const value = values.get(key)
        return value === undefined ? [] : [value]
      }),
    keys: () =>
      new Set([own, ...[...others.values()].map(({ values }) => values)].flatMap((values) => [...values.keys()])),
    onChange: listeners.add,
    onLost: mourners.add,
  }

  return {
    ...map,
    /** Says goodbye, so that nobody has to wait for the silence. */
    close(): void {
      clearInterval(beat)
      for (const step of undo) step()
      say({ kind: 'bye', node: bus.nodeId })
    },
  }
}
