import type { FromWorker, Question, Tasks } from '../worker-calls.ts'

type Waiting = { resolve: (value: unknown) => void; reject: (error: Error) => void }
type Input<Task> = Task extends (input: infer In) => unknown ? In : never
type Result<Task> = Task extends (input: never) => Promise<infer Out> ? Out : never

export interface AskedWorker<T> {
  /** Starts the worker if it does not run. Rejects when the task fails or the worker ends before. */
  ask<Name extends keyof T & string>(
    name: Name,
    input: Input<T[Name]>,
    transfer?: Transferable[],
  ): Promise<Result<T[Name]>>
  /** Idempotent; what was asked and not answered is rejected. */
  close(): void
}

/** The page's side of a worker that answers with `answerPage`. */
export function askWorker<Talk extends { tasks: Tasks<Talk['tasks']>; news: unknown }>(
  create: () => Worker,
  onNews: (news: Talk['news']) => void,
): AskedWorker<Talk['tasks']> {
  let worker: Worker | null = null
  let count = 0
  const waiting = new Map<number, Waiting>()

  const end = (): void => {
    worker?.terminate()
    worker = null
    for (const { reject } of waiting.values()) reject(new Error('the worker ended'))
    waiting.clear()
  }
  const start = (): Worker => {
    if (worker) return worker
    const started = create()
    worker = started
    started.addEventListener('message', ({ data }: MessageEvent<FromWorker<Talk['news']>>) => {
      if ('news' in data) return onNews(data.news)
      const { answer } = data
      const asked = waiting.get(answer.question)
      waiting.delete(answer.question)
      if (answer.ok) asked?.resolve(answer.value)
      else asked?.reject(Object.assign(new Error(answer.message), { name: answer.name }))
    })
    started.addEventListener('error', end)
    return started
  }

  return {
    ask(name, input, transfer = []) {
      const answer = new Promise<unknown>((resolve, reject) => {
        count += 1
        waiting.set(count, { resolve, reject })
        start().postMessage({ question: count, name, input } satisfies Question, transfer)
      })
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the worker answers with what the task of this name gives
      return answer as Promise<Result<Talk['tasks'][typeof name]>>
    },
    close: end,
  }
}
