import { setTimeout as sleep } from 'node:timers/promises'
import { Value } from 'typebox/value'
import type { OutboxStore, WaitingLetter } from '../../database/stores/outbox-store.ts'
import type { Logger } from '../../utils/logger.ts'
import { Letter } from './letter.ts'
import type { Delivery } from './smtp-transport.ts'

export type OutboxSettings = {
  /** Until the first repetition, which is also how often the outbox is looked into; each further pause is twice as long. */
  retrySeconds: number
  giveUpHours: number
}

export type Outbox = AsyncDisposable & {
  /** Returns once the letter is written down; it is sent as soon as that works. */
  put(letter: Letter): Promise<void>
}

type Deps = {
  store: OutboxStore
  deliver: (letter: Letter, id: string) => Promise<Delivery>
  settings: OutboxSettings
  logger: Pick<Logger, 'warn' | 'error'>
}

const atOnce = 5
/** Longer than the transport's own patience. */
const leaseMs = 120_000
const longestPauseMs = 900_000
/** What is under way may end; what takes longer is sent again after the next start. */
const lastWordsMs = 2_000

/** Letters in a table, sent one after the other, tried again with growing pauses. A restart loses none. */
export function createOutbox({ store, deliver, settings, logger }: Deps): Outbox {
  let stopped = false
  let running: Promise<void> | null = null
  let again = false
  const timer = setInterval(wake, settings.retrySeconds * 1000).unref()
  wake()

  function wake(): void {
    again = true
    if (stopped) return
    running ??= work()
      .catch((error: unknown) => logger.error({ err: error }, 'the outbox cannot be read'))
      .finally(() => {
        running = null
        if (again) wake()
      })
  }

  async function work(): Promise<void> {
    while (again && !stopped) {
      again = false
      for (let letters = await store.claim(atOnce, leaseMs); letters.length > 0 && !stopped; ) {
        for (const letter of letters) await send(letter)
        letters = await store.claim(atOnce, leaseMs)
      }
    }
  }

  async function send(waiting: WaitingLetter): Promise<void> {
    const { id, attempts } = waiting
    const delivery = await attempt(waiting)
    if (delivery.kind === 'sent') return store.remove(id)
    const isOver = Date.now() - waiting.createdAt.getTime() > settings.giveUpHours * 3_600_000
    const { reason } = delivery
    if (delivery.kind === 'refused' || isOver) {
      logger.warn({ reason, attempts }, 'a mail was given up')
      return store.remove(id)
    }
    logger.warn({ reason, attempts }, 'a mail could not be sent yet')
    await store.putOff(id, Math.min(longestPauseMs, settings.retrySeconds * 1000 * 2 ** Math.min(attempts - 1, 20)))
  }

  async function attempt({ id, letter }: WaitingLetter): Promise<Delivery> {
    if (!Value.Check(Letter, letter)) return { kind: 'refused', reason: 'a letter of an unknown kind' }
    try {
      return await deliver(letter, id)
    } catch (error) {
      logger.error({ err: error }, 'a mail could not be written')
      return { kind: 'failed', reason: 'it could not be written' }
    }
  }

  return {
    async put(letter) {
      await store.put(letter)
      wake()
    },
    async [Symbol.asyncDispose]() {
      stopped = true
      clearInterval(timer)
      await Promise.race([running, sleep(lastWordsMs, undefined, { ref: false })])
    },
  }
}
