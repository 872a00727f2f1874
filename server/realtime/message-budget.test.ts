import { expect, it } from 'vitest'
import { createMessageBudget } from './message-budget.ts'

it('W9: a burst of 200, then 40 a second', () => {
  let nowMs = 0
  const budget = createMessageBudget(() => nowMs)
  const taken = (tries: number) => Array.from({ length: tries }, () => budget.take()).filter(Boolean).length
  expect(taken(300)).toBe(200)
  nowMs = 1_000
  expect(taken(300)).toBe(40)
  nowMs = 1_025
  expect(taken(300)).toBe(1)
  nowMs = 60_000
  expect(taken(300)).toBe(200)
})

it('W9: 40 a second pass for hours', () => {
  let nowMs = 0
  const budget = createMessageBudget(() => nowMs)
  for (let n = 0; n < 40 * 3_600; n += 1) {
    nowMs = n * 25
    if (!budget.take()) throw new Error(`message ${n} was refused`)
  }
  expect(budget.take()).toBe(true)
})
