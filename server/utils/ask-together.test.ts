import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { askTogether } from './ask-together.ts'

function setUp() {
  const questions: string[][] = []
  const state = { version: 1, broken: false }
  const ask = askTogether(async (keys: string[]) => {
    questions.push(keys)
    if (state.broken) throw new Error('broken')
    const known = keys.filter((key) => key !== 'unknown')
    return new Map(known.map((key) => [key, `${key}${state.version}`]))
  })
  return { questions, state, ask }
}

test('what is asked at the same moment is one question, and everybody gets their own answer', async () => {
  const { questions, ask } = setUp()
  const answers = await Promise.all(['a', 'b', 'a', 'unknown'].map(ask))
  expect(answers).toEqual(['a1', 'b1', 'a1', null])
  expect(questions).toEqual([['a', 'b', 'unknown']])
})

test('what is asked later is asked anew, even while the first question is open', async () => {
  const { questions, state, ask } = setUp()
  const first = ask('a')
  await nextTurn()
  state.version = 2
  expect([await first, await ask('a')]).toEqual(['a1', 'a2'])
  expect(questions).toEqual([['a'], ['a']])
})

test('a question that fails fails for all who asked it, and for nobody else', async () => {
  const { state, ask } = setUp()
  state.broken = true
  const results = await Promise.allSettled(['a', 'b'].map(ask))
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  state.broken = false
  expect(await ask('a')).toBe('a1')
})
