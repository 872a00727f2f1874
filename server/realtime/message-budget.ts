/** A burst when a page loads, and a steady trickle after it; more is a fault or an attack. */
const perSecond = 40
const burst = 200

/** A token bucket for the messages of one socket. */
export function createMessageBudget(now: () => number) {
  let tokens = burst
  let refilledAtMs = now()
  return {
    take(): boolean {
      const nowMs = now()
      tokens = Math.min(burst, tokens + ((nowMs - refilledAtMs) * perSecond) / 1000)
      refilledAtMs = nowMs
      if (tokens < 1) return false
      tokens -= 1
      return true
    },
  }
}
