/** Named questions with one input and a promised answer: what a page may ask of one of its workers. */
export type Tasks<T> = { [Name in keyof T]: (input: never) => Promise<unknown> }

export type Question = { question: number; name: string; input: unknown }
export type Answer =
  | { question: number; ok: true; value: unknown }
  | { question: number; ok: false; message: string; name: string }

/** What a worker says: answers, and what it has to tell unasked. */
export type FromWorker<News> = { answer: Answer } | { news: News }
