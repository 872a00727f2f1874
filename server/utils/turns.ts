/** Lets at most so many pieces of work run at once; the others wait in the order they came. */
export function createTurns(most: number) {
  const waiting: (() => void)[] = []
  let running = 0

  return {
    async take<T>(work: () => Promise<T>): Promise<T> {
      // Whoever ends hands its place on, so nobody who comes later can slip in between.
      if (running < most) running += 1
      else await new Promise<void>((resolve) => waiting.push(resolve))
      try {
        return await work()
      } finally {
        const next = waiting.shift()
        if (next) next()
        else running -= 1
      }
    },
  }
}
