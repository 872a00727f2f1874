import { expect, it } from 'vitest'
import { problemOf } from './call-problems.ts'

it('W8: a close code becomes what the person is told', () => {
  const told = [1000, 4401, 4403, 4404, 4409, 4426, 4430, 4400, 4429, 1006].map((code) => problemOf(code))
  expect(told).toEqual([
    ...[null, 'signed_out', 'forbidden', 'not_found', 'joined_elsewhere', 'unsupported_version', 'channel_full'],
    ...['failed', 'failed', 'failed'],
  ])
})
