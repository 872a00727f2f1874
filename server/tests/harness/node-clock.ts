import type { Clock, Timer } from '../../../packages/client-core/src/platform.ts'

/** The clock of this process, for what the client's own code waits for. */
export const nodeClock: Clock = {
  now: () => Date.now(),
  setTimeout: (task, delayMs) => setTimeout(task, delayMs) as unknown as Timer,
  clearTimeout: (timer) => clearTimeout(timer as unknown as NodeJS.Timeout),
}
