import { expect, test } from 'vitest'
import { createTurns } from './turns.ts'

test('no more at once than allowed, in order, and a failure gives its place on', async () => {
  const turns = createTurns(2)
  let running = 0
  let most = 0
  const begun: number[] = []
  const ends: (() => void)[] = []
  const work = (number: number) =>
    turns.take(async () => {
      begun.push(number)
      running += 1
      most = Math.max(most, running)
      await new Promise<void>((resolve) => ends.push(resolve))
      running -= 1
      if (number === 0) throw new Error('failed')
    })
  const all = Promise.allSettled([0, 1, 2, 3].map(work))
  for (const _ of [0, 1, 2, 3]) {
    await new Promise((resolve) => setTimeout(resolve, 1))
    ends.shift()?.()
  }
  expect((await all).map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled', 'fulfilled'])
  expect([begun, most]).toEqual([[0, 1, 2, 3], 2])
  await expect(turns.take(() => Promise.resolve('free again'))).resolves.toBe('free again')
})
