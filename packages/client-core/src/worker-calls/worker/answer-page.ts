import type { Answer, FromWorker, Question, Tasks } from '../worker-calls.ts'

declare const self: DedicatedWorkerGlobalScope

const say = (message: FromWorker<unknown>): void => self.postMessage(message)

/** Tells the page something that it did not ask for. */
export const tellPage = (news: unknown): void => say({ news })

const answer = (result: Answer): void => say({ answer: result })

/** The worker's side: runs what the page asks for, several at a time, and says how each ended. */
export function answerPage<T extends Tasks<T>>(tasks: T): void {
  self.addEventListener('message', ({ data: { question, name, input } }: MessageEvent<Question>) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own page asks, by names and inputs of the same type
    const task = tasks[name as keyof T] as unknown as (input: unknown) => Promise<unknown>
    task(input).then(
      (value) => answer({ question, ok: true, value }),
      (error: unknown) => answer({ question, ok: false, ...described(error) }),
    )
  })
}

const described = (error: unknown): { name: string; message: string } =>
  error instanceof Error ? { name: error.name, message: error.message } : { name: 'Error', message: String(error) }
