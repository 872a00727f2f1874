import type { Logger } from './logger.ts'

/** Runs `work` now and again and again until disposed; a failure is logged. It keeps no process alive. */
export function every(intervalMs: number, work: () => Promise<void>, logger: Pick<Logger, 'error'>): AsyncDisposable {
  let running = Promise.resolve()
  const run = () => {
    running = running.then(work).catch((error: unknown) => logger.error({ err: error }, 'regular work failed'))
  }
  run()
  const timer = setInterval(run, intervalMs).unref()
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      await running
    },
  }
}
