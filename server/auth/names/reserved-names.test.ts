import { expect, test } from 'vitest'
import { requireUnreserved } from './reserved-names.ts'

test.each(['admin', 'Admin', 'ADM1N', '4dm1n', 'a.d-m_in', 'admln', 'System', 'sy5tem', 'everyone', 'Here', 'r00t'])(
  '%s cannot be taken',
  (userName) => {
    expect(() => requireUnreserved(userName)).toThrow(expect.objectContaining({ code: 'username_reserved' }))
  },
)

test.each(['ada', 'adminah', 'systematic', 'thereandhere', 'bothilde', 'heretic'])('%s can be taken', (userName) => {
  expect(() => requireUnreserved(userName)).not.toThrow()
})
