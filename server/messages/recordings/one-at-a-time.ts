import type { Readable } from 'node:stream'

/** Lets one piece of work at a time go on for each name. Who comes later ends what the one before still waits for. */
export function createOneAtATime() {
  const last = new Map<string, { content: Readable; done: Promise<unknown> }>()

  return {
    /** Runs `work`, which reads `content`, once the one before is done with what it had got. */
    async take<T>(name: string, content: Readable, work: () => Promise<T>): Promise<T> {
      const before = last.get(name)
      before?.content.destroy()
      const done = (async () => {
        await before?.done.catch(() => {})
        return work()
      })()
      const own = { content, done }
      last.set(name, own)
      try {
        return await done
      } finally {
        if (last.get(name) === own) last.delete(name)
      }
    },
  }
}
