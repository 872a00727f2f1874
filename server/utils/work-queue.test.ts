import { expect, test } from 'vitest'
import { createWorkQueue } from './work-queue.ts'

/** Tasks that end when they are told to. */
function createTasks() {
  const ends: (() => void)[] = []
  let most = 0
  let running = 0
  const task = async () => {
    running += 1
    most = Math.max(most, running)
    await new Promise<void>((resolve) => ends.push(resolve))
    running -= 1
  }
  const settle = () => new Promise((resolve) => setImmediate(resolve))
  return { task, most: () => most, settle, endOne: () => ends.shift()?.() }
}

test('runs so many at once, lets so many wait, and refuses the rest with a time to come back', async () => {
  const { task, most, settle, endOne } = createTasks()
  const queue = createWorkQueue({ atOnce: 2, waiting: 3 })
  const results = Array.from({ length: 1000 }, () =>
    queue.run(task).then(
      () => 'done',
      (error: unknown) => error,
    ),
  )
  await settle()
  for (let count = 0; count < 5; count += 1) {
    endOne()
    await settle()
  }
  const outcomes = await Promise.all(results)
  expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(5)
  expect(outcomes.at(-1)).toMatchObject({ code: 'overloaded', retryAfterSeconds: 2 })
  expect(most()).toBe(2)
})

test('a task that fails makes room like any other', async () => {
  const queue = createWorkQueue({ atOnce: 1, waiting: 1 })
  const failing = queue.run(() => Promise.reject(new Error('broken')))
  const next = queue.run(async () => 'fine')
  await expect(failing).rejects.toThrow('broken')
  expect(await next).toBe('fine')
})
