import { describe, expect, it } from 'vitest'
import { createHandClock } from '../testing/hand-clock.ts'
import { createGlide } from './glide.ts'

const start = (initial: number) => {
  const hand = createHandClock()
  const values: number[] = []
  return { ...hand, values, glide: createGlide(initial, hand.clock, (value) => values.push(value)) }
}

describe('a glide', () => {
  it('goes down within 60 ms and up within 240 ms, in steps of 10 ms, and ends exactly where it is wanted', () => {
    const { glide, values, advance, pending } = start(1)
    glide.to(0.25)
    advance(60)
    expect(values).toHaveLength(6)
    expect(values).toEqual(values.toSorted((a, b) => b - a))
    expect(values.at(-1)).toBe(0.25)
    values.length = 0
    glide.to(1)
    advance(240)
    expect(values).toHaveLength(24)
    expect(values.at(-1)).toBe(1)
    expect(pending()).toBe(0)
  })

  it('turns round where it is, and stays when it is there already', () => {
    const { glide, values, advance, pending } = start(1)
    glide.to(1)
    expect(pending()).toBe(0)
    glide.to(0)
    advance(30)
    expect(values.at(-1)).toBeCloseTo(0.5)
    glide.to(1)
    advance(10)
    expect(values.at(-1)).toBeGreaterThan(0.5)
    advance(230)
    expect(values.at(-1)).toBe(1)
  })

  it('stops', () => {
    const { glide, values, advance } = start(0)
    glide.to(1)
    glide.stop()
    advance(1_000)
    expect(values).toEqual([])
  })
})
