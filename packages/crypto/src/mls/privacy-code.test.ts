import { pbkdf2Sync } from 'node:crypto'
import { expect, it } from 'vitest'
import { seededRandom } from '../testing/random.ts'
import { privacyCodeOf } from './privacy-code.ts'

it('M9: is what the rule says, computed by other means', async () => {
  const random = seededRandom(5)
  for (let round = 0; round < 5; round++) {
    const authenticator = random.bytes(round % 2 ? 32 : 64)
    const bits = pbkdf2Sync(authenticator, 'C.H.A.O.S. privacy code 1', 100_000, 20, 'sha256').toString('hex')
    const groups = [0, 1, 2, 3].map((group) => BigInt(`0x${bits.slice(group * 10, group * 10 + 10)}`) % 100_000n)
    const expected = groups.map((value) => value.toString().padStart(5, '0')).join(' ')
    expect(await privacyCodeOf(authenticator)).toBe(expected)
  }
})
