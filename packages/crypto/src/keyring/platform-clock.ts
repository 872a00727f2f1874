import { platform } from '../platform.ts'
import type { Clock } from './keyring-types.ts'

export const platformClock: Clock = {
  now: () => platform.performance.now(),
  setTimeout: (action, afterMs) => platform.setTimeout(action, afterMs),
  clearTimeout: (timer) => platform.clearTimeout(timer),
}
