import { expect, it } from 'vitest'
import { createHandClock } from '../testing/hand-clock.ts'
import { createIdleWatch } from './idle-watch.ts'

it('ten minutes without input are idle; the next input ends that at once', () => {
  const { clock, advance, pending } = createHandClock()
  const said: boolean[] = []
  let touch = () => {}
  const watch = createIdleWatch({
    clock,
    onInput(listener) {
      touch = listener
      return () => {
        touch = () => {}
      }
    },
    onChange: (isIdle) => said.push(isIdle),
  })
  advance(9 * 60_000)
  touch()
  advance(9 * 60_000)
  expect(said).toEqual([])
  expect(pending()).toBe(1)
  advance(60_000)
  expect(said).toEqual([true])
  touch()
  touch()
  expect(said).toEqual([true, false])
  advance(10 * 60_000)
  expect(watch.isIdle).toBe(true)
  watch.close()
  touch()
  expect(said).toEqual([true, false, true])
  expect(pending()).toBe(0)
})
