import type { Clock, Timer } from '../platform.ts'

/** The clock of a page or a worker. */
export const browserClock: Clock = {
  now: () => Date.now(),
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the contract keeps the browser's number opaque
  setTimeout: (task, delayMs) => setTimeout(task, delayMs) as unknown as Timer,
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same number comes back
  clearTimeout: (timer) => clearTimeout(timer as unknown as number),
}
