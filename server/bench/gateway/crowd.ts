import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { own } from '../shared/own-children.ts'
import type { CrowdOrder, CrowdReport } from './crowd-process.ts'
import type { Door } from './target.ts'

/** Many clients in a process of their own. */
export function startCrowd() {
  const child = fork(fileURLToPath(new URL('./crowd-process.ts', import.meta.url)))
  const release = own(child.pid)
  const ask = (order: CrowdOrder): Promise<CrowdReport> =>
    new Promise((resolve, reject) => {
      child.once('message', (report: CrowdReport) => {
        if ('failed' in report) reject(new Error(report.failed))
        else resolve(report)
      })
      child.send(order)
    })
  return {
    open: async (doors: Door[]): Promise<void> => void (await ask({ order: 'open', doors })),
    /** Settles with how long each delivery took once there were so many, ms. Call it before the events are told. */
    async count(deliveries: number): Promise<number[]> {
      const report = await ask({ order: 'count', deliveries })
      return 'counted' in report ? report.latenciesMs : []
    },
    [Symbol.dispose](): void {
      child.kill('SIGKILL')
      release()
    },
  }
}
