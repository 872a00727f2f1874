import { expect, test } from 'vitest'
import { expectedPackets, parseSettings } from './scenario.ts'

test('without arguments the three rooms run, next to Janus', () => {
  expect(parseSettings([])).toEqual({
    scenarios: [
      { participants: 20, speakers: 2 },
      { participants: 100, speakers: 4 },
      { participants: 250, speakers: 6 },
    ],
    measureMs: 10_000,
    warmUpMs: 3_000,
    withJanus: true,
  })
})

test('arguments choose the rooms and the time', () => {
  expect(parseSettings(['--seconds', '4', '--no-janus', '5x1', '--warm-up', '0.5'])).toEqual({
    scenarios: [{ participants: 5, speakers: 1 }],
    measureMs: 4_000,
    warmUpMs: 500,
    withJanus: false,
  })
})

test.each([['20'], ['2x2'], ['20x0'], ['axb'], ['--seconds'], ['--seconds', 'x'], ['--warm-up', '-1'], ['--nonsense']])(
  'refuses %s %s',
  (...args) => {
    expect(parseSettings(args)).toBeUndefined()
  },
)

test('nobody hears themselves', () => {
  expect(expectedPackets({ participants: 100, speakers: 4 }, 200)).toBe(19_800)
})
