import { Value } from 'typebox/value'
import type { Fate, OutboxStore, WaitingLetter } from '../../database/stores/outbox-store.ts'
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

const longestPauseMs = 900_000
/** What is under way at the end may finish in this time; otherwise it is sent again after the next start. */
const lastWordsMs = 2_000

/** Letters in a table, sent one after the other, tried again with growing pauses. A restart loses none. */
export function createOutbox({ store, deliver, settings, logger }: Deps): Outbox {
  const retryMs = settings.retrySeconds * 1000
  const end = Promise.withResolvers<Delivery>()
  const stop = new AbortController()
  let running: Promise<void> | null = null
  let again = false
  const timer = setInterval(wake, retryMs).unref()
  wake()

  function wake(): void {
    again = true
    if (stop.signal.aborted) return
    running ??= work()
      .catch((error: unknown) => logger.error({ err: error }, 'the outbox cannot be read'))
      .finally(() => {
        running = null
        if (again) wake()
      })
  }

  async function work(): Promise<void> {
    while (again && !stop.signal.aborted) {
      again = false
      let found = true
      while (found && !stop.signal.aborted) found = await store.attemptNext(send)
    }
  }

  async function send(waiting: WaitingLetter): Promise<Fate> {
    const { attempts, createdAt } = waiting
    const delivery = await Promise.race([attempt(waiting), end.promise])
    if (delivery.kind === 'sent') return { kind: 'done' }
    const { reason } = delivery
    const isOver = Date.now() - createdAt.getTime() > settings.giveUpHours * 3_600_000
    if (delivery.kind === 'refused' || isOver) {
      logger.warn({ reason, attempts }, 'a mail was given up')
      return { kind: 'done' }
    }
    logger.warn({ reason, attempts }, 'a mail could not be sent yet')
    return { kind: 'later', delayMs: Math.min(longestPauseMs, retryMs * 2 ** Math.min(attempts - 1, 20)) }
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
      stop.abort()
      clearInterval(timer)
      const patience = setTimeout(() => end.resolve({ kind: 'failed', reason: 'the server stops' }), lastWordsMs)
      await running
      clearTimeout(patience)
    },
  }
}
