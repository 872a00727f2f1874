import { cpuMs } from '../shared/process-stats.ts'

/** One request after the other over one connection. Throws when a reply is not the success it has to be. */
export type Worker = () => Promise<void>

export type Sample = { requests: number; cpuMs: number; latenciesMs: number[] }

/** Has all workers ask as fast as they are answered, and reads what the server's process used meanwhile. */
export async function drive(pid: number, workers: readonly Worker[], seconds: number): Promise<Sample> {
  const latenciesMs: number[] = []
  const cpuBeforeMs = cpuMs(pid)
  const end = performance.now() + seconds * 1000
  await Promise.all(
    workers.map(async (work) => {
      while (performance.now() < end) {
        const start = performance.now()
        await work()
        latenciesMs.push(performance.now() - start)
      }
    }),
  )
  return { requests: latenciesMs.length, cpuMs: cpuMs(pid) - cpuBeforeMs, latenciesMs }
}

/** Has all workers ask until that many requests are answered: what is compiled while it runs needs thousands. */
export async function warmUp(workers: readonly Worker[], requests: number): Promise<void> {
  let left = requests
  await Promise.all(
    workers.map(async (work) => {
      while (left > 0) {
        left -= 1
        await work()
      }
    }),
  )
}

/** Several samples of one kind as one. */
export const joined = (samples: readonly Sample[]): Sample => ({
  requests: samples.reduce((sum, { requests }) => sum + requests, 0),
  cpuMs: samples.reduce((sum, sample) => sum + sample.cpuMs, 0),
  latenciesMs: samples.flatMap(({ latenciesMs }) => latenciesMs),
})
