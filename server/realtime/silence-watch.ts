const everyMs = 500

/** Looks at every socket now and again: one timer for all, since each of thousands would cost memory and wake-ups. */
export type SilenceWatch = ReturnType<typeof createSilenceWatch>

/** @param now monotonic, ms */
export function createSilenceWatch(now: () => number) {
  const looks = new Set<(nowMs: number) => void>()
  let timer: NodeJS.Timeout | undefined

  const lookAtAll = (): void => {
    const nowMs = now()
    // A look may end its own socket, and with it its place here.
    for (const look of looks) look(nowMs)
  }

  return {
    /** Returns the undo, which may be called any number of times. */
    add(look: (nowMs: number) => void): () => void {
      looks.add(look)
      timer ??= setInterval(lookAtAll, everyMs).unref()
      return () => {
        looks.delete(look)
        if (looks.size > 0) return
        clearInterval(timer)
        timer = undefined
      }
    },
  }
}
