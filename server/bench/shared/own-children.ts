const children = new Set<number>()

/**
 * Has a child process end with this one, however this one ends; SIGKILL, which nobody can hear, apart.
 *
 * @returns to be called when the child has ended
 */
export function own(pid: number | undefined): () => void {
  if (pid === undefined) return () => {}
  children.add(pid)
  return () => children.delete(pid)
}

process.on('exit', () => {
  for (const pid of children) process.kill(pid, 'SIGTERM')
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1))
