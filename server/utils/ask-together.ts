type Waiting<Answer> = { resolve(answer: Answer | null): void; reject(error: unknown): void }

/**
 * Puts what is asked at the same moment (in one turn of the event loop) into one question, so that many requests at once
 * cost the database one. Nothing is kept: whoever asks later gets an answer that is read later.
 *
 * @param askAll gets each key once; a key that its answer lacks is answered with null
 */
export function askTogether<Key, Answer>(
  askAll: (keys: Key[]) => Promise<ReadonlyMap<Key, Answer>>,
): (key: Key) => Promise<Answer | null> {
  let waiting = new Map<Key, Waiting<Answer>[]>()

  async function askNow(): Promise<void> {
    const asked = waiting
    waiting = new Map()
    try {
      const answers = await askAll([...asked.keys()])
      for (const [key, all] of asked) for (const { resolve } of all) resolve(answers.get(key) ?? null)
    } catch (error) {
      for (const all of asked.values()) for (const { reject } of all) reject(error)
    }
  }

  return (key) =>
    new Promise((resolve, reject) => {
      if (waiting.size === 0) setImmediate(() => void askNow())
      const all = waiting.get(key)
      if (all) all.push({ resolve, reject })
      else waiting.set(key, [{ resolve, reject }])
    })
}
