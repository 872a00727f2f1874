import type { Notification } from '@chaos/protocol'

type Deps = {
  /** The number of the last one that the receiver has. */
  from: number
  /** The next ones after a number, in order; a page. */
  read(after: number): Promise<Notification[]>
  deliver(notifications: Notification[]): void
  /** Whether the receiver keeps up; when not, what comes waits in the database and not in memory. */
  hasRoom(): boolean
  /** Resolves when it keeps up again. */
  room(): Promise<void>
  isClosed(): boolean
}

export type Feed = ReturnType<typeof createFeed>

/**
 * Hands out every notification once and in order (SPEC N3). What is announced out of turn, or while older ones are still
 * being read, is read from where they are kept; so nothing depends on an announcement arriving.
 */
export function createFeed({ from, read, deliver, hasRoom, room, isClosed }: Deps) {
  let last = from
  /** The highest number that is known to exist. */
  let known = from
  let reading: Promise<void> | null = null

  const pass = (notifications: Notification[]): void => {
    const next = notifications.filter(({ sequence }) => sequence > last)
    last = next.at(-1)?.sequence ?? last
    known = Math.max(known, last)
    if (next.length > 0) deliver(next)
  }

  const readMissing = async (): Promise<void> => {
    while (known > last && !isClosed()) {
      await room()
      const page = await read(last)
      if (isClosed()) return
      // What was announced and is not there any more was removed meanwhile.
      if (page.length === 0) known = last
      pass(page)
    }
  }

  /** Says that there is one with this number; resolves when it has been handed out. */
  function reached(sequence: number): Promise<void> {
    known = Math.max(known, sequence)
    reading ??= readMissing().finally(() => {
      reading = null
    })
    return reading
  }

  return {
    reached,
    /** Takes one as it happens. What is not handed out before this returns, is when the promise settles. */
    offer(notification: Notification): Promise<void> | null {
      if (notification.sequence <= last) return null
      if (reading !== null || notification.sequence !== last + 1 || !hasRoom()) return reached(notification.sequence)
      last = notification.sequence
      known = Math.max(known, last)
      deliver([notification])
      return null
    },
  }
}
