const patienceMs = 180_000

/** Ends this process when nothing has been achieved for three minutes. */
export function createWatchdog() {
  const end = () => {
    console.error(`No progress for ${patienceMs / 1000} s: giving up.`)
    process.exit(1)
  }
  let timer = setTimeout(end, patienceMs)
  return {
    /** Something was achieved. */
    progress(): void {
      clearTimeout(timer)
      timer = setTimeout(end, patienceMs)
    },
    stop: (): void => clearTimeout(timer),
  }
}
