import { newId } from '../utils/ids.ts'
import type { Bus } from './bus.ts'

type Member = { nodeId: string; hear(subject: string, text: string): void; gap(): void }

/** A bus without a network. A server that is alone has one member; tests let several of them be the processes. */
export function createHub() {
  const members = new Set<Member>()

  return {
    connect(): Bus {
      const nodeId = newId()
      const listeners = new Map<string, Set<{ listener: (message: unknown) => void }>>()
      const gaps = new Set<{ listener: () => void }>()
      // One after the other, and never within the call that publishes, as over a network.
      let delivered = Promise.resolve()
      const member: Member = {
        nodeId,
        hear(subject, text) {
          delivered = delivered.then(() => {
            for (const { listener } of listeners.get(subject) ?? []) listener(JSON.parse(text))
          })
        },
        gap() {
          for (const { listener } of gaps) listener()
        },
      }
      members.add(member)
      return {
        nodeId,
        publish(subject, message) {
          if (members.size < 2) return
          const text = JSON.stringify(message)
          for (const other of members) if (other !== member) other.hear(subject, text)
        },
        subscribe(subject, listener) {
          const entry = { listener }
          const entries = listeners.get(subject) ?? new Set()
          listeners.set(subject, entries.add(entry))
          return () => {
            entries.delete(entry)
            if (entries.size === 0 && listeners.get(subject) === entries) listeners.delete(subject)
          }
        },
        settle: () => delivered,
        onGap(listener) {
          const entry = { listener }
          gaps.add(entry)
          return () => void gaps.delete(entry)
        },
        async [Symbol.asyncDispose]() {
          members.delete(member)
          await delivered
        },
      }
    },
  }
}
