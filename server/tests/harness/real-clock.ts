import type { Clock, Timer } from '../../../packages/client-core/src/platform.ts'

/** Node's clock, for what runs in clients. */
export const realClock: Clock = {
  now: () => Date.now(),
  setTimeout: (task, delayMs) => setTimeout(task, delayMs) as unknown as Timer,
  clearTimeout: (timer) => clearTimeout(timer as unknown as NodeJS.Timeout),
}
