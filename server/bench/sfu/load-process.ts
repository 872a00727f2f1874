import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { own } from '../shared/own-children.ts'
import type { Order, Reading, Report } from './orders.ts'

export type LoadProcess = ReturnType<typeof startLoad>

/** Starts the process that holds the peers, so that its CPU time is apart from everything else. */
export function startLoad() {
  const child = fork(fileURLToPath(new URL('./peers.ts', import.meta.url)))
  const release = own(child.pid)
  return {
    /** Rejects when the peers could not do it, or have ended. */
    async obey(order: Order): Promise<void> {
      await ask(child, order)
    },
    async read(): Promise<Reading> {
      const report = await ask(child, { order: 'read' })
      if (!('reading' in report)) throw new Error('the peers gave no reading')
      return report.reading
    },
    stop(): void {
      child.kill('SIGKILL')
      release()
    },
  }
}

function ask(child: ChildProcess, order: Order): Promise<Extract<Report, { done: string }>> {
  return new Promise((resolve, reject) => {
    const onExit = () => reject(new Error('the process of the peers ended'))
    child.once('exit', onExit)
    child.once('message', (report: Report) => {
      child.off('exit', onExit)
      if ('failed' in report) reject(new Error(report.failed))
      else resolve(report)
    })
    child.send(order)
  })
}
