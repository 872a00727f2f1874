import { OverloadedError } from './domain-error.ts'

export type WorkQueue = {
  /** Runs `work` when it is its turn. Throws {@link OverloadedError} at once when too many wait already. */
  run<T>(work: () => Promise<T>): Promise<T>
}

/** Lets `atOnce` tasks run and `waiting` more wait in line, so that a flood costs a known amount of memory and time. */
export function createWorkQueue({ atOnce, waiting }: { atOnce: number; waiting: number }): WorkQueue {
  const line: (() => void)[] = []
  let running = 0
  const leave = () => {
    running -= 1
    line.shift()?.()
  }
  const enter = () =>
    new Promise<void>((resolve) => {
      const start = () => {
        running += 1
        resolve()
      }
      if (running < atOnce) start()
      else line.push(start)
    })
  return {
    async run(work) {
      if (running >= atOnce && line.length >= waiting) throw new OverloadedError('too much to do right now', 2)
      await enter()
      try {
        return await work()
      } finally {
        leave()
      }
    },
  }
}
