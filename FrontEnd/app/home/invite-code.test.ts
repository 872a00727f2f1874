import { describe, expect, it } from 'vitest'
import { inviteCodeOf } from './invite-code.ts'

const code = 'AbCdEfGhIjKlMnOpQrSt_-'

describe('inviteCodeOf', () => {
  it.each([code, ` ${code} `, `https://a.example/invite/${code}`, `a.example/invite/${code}/?from=mail`])(
    'finds it in %s',
    (text) => expect(inviteCodeOf(text)).toBe(code),
  )

  it.each(['', 'https://a.example/', `https://a.example/${code}`, `${code}x`, `https://a.example/invite/short`])(
    'finds none in %s',
    (text) => expect(inviteCodeOf(text)).toBeNull(),
  )
})
