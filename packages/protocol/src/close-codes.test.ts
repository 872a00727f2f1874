import { describe, expect, it } from 'vitest'
import { closeCodes, retryAfterClose } from './close-codes.ts'

describe('W8: the close code says whether to come back', () => {
  it('for each code that the server uses', () => {
    const advice = Object.values(closeCodes).map(({ code }) => [code, retryAfterClose(code)])
    expect(Object.fromEntries(advice)).toEqual({
      1000: 'no',
      1012: 'yes',
      4400: 'no',
      4401: 'sign-in',
      4403: 'no',
      4404: 'no',
      4408: 'yes',
      4409: 'no',
      4410: 'yes',
      4411: 'no',
      4412: 'no',
      4426: 'no',
      4429: 'no',
      4430: 'no',
      4460: 'no',
      4461: 'no',
      4500: 'yes',
    })
  })

  it('and codes that are not listed are the network’s: come back', () => {
    for (const code of [1001, 1005, 1006, 1011, 1013, 1015, 4999]) expect(retryAfterClose(code)).toBe('yes')
  })

  it('never has one code for two reasons', () => {
    const codes = Object.values(closeCodes).map(({ code }) => code)
    expect(new Set(codes).size).toBe(codes.length)
  })
})
