import type { SolveWork } from '@chaos/client-core'

/** Does the work in a thread of its own, so that the page stays quick; the thread ends with it. */
export const solveInWorker: SolveWork = (challenge) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./work-worker.ts', import.meta.url), { type: 'module', name: 'work' })
    const end = () => worker.terminate()
    worker.onmessage = ({ data }: MessageEvent<number>) => {
      end()
      resolve(data)
    }
    worker.onerror = ({ message }) => {
      end()
      reject(new Error(message || 'the worker did not start'))
    }
    worker.postMessage(challenge)
  })
