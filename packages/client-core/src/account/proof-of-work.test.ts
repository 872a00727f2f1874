import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { solveWork } from './proof-of-work.ts'

test.each([1, 8, 9, 12])('the first nonce whose hash begins with %i zero bits', (bits) => {
  const challenge = 'AbC_-123'
  const hashOf = (nonce: number) => createHash('sha256').update(`${challenge}:${nonce}`).digest().readUInt32BE(0)
  const nonce = solveWork({ challenge, bits })
  const isGood = (candidate: number) => hashOf(candidate) >>> (32 - bits) === 0
  expect(isGood(nonce)).toBe(true)
  expect(Array.from({ length: nonce }, (_, earlier) => earlier).some(isGood)).toBe(false)
})
