/** Who started us, as long as nobody ended. */
const parent = process.ppid
const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/**
 * Calls `stop` when this process is asked to end: by a signal, or by the death of the npm that started it. npm does not
 * pass its own end on; without this it would leave us and our programs behind, ports and data folder included.
 * @param {(signal: NodeJS.Signals) => void} stop
 * @returns {() => void} the undo
 */
export function whenAskedToEnd(stop) {
  for (const signal of signals) process.on(signal, stop)
  const timer = setInterval(() => {
    if (process.env['npm_lifecycle_event'] === undefined || process.ppid === parent) return
    clearInterval(timer)
    stop('SIGTERM')
  }, 500)
  timer.unref()
  return () => {
    clearInterval(timer)
    for (const signal of signals) process.off(signal, stop)
  }
}
