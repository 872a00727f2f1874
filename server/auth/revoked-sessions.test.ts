import { expect, test } from 'vitest'
import { createRevokedSessions } from './revoked-sessions.ts'

test('remembers a session until its last access token has expired', () => {
  let now = 0
  const revoked = createRevokedSessions(1000, () => now)
  revoked.add('a')
  now = 999
  revoked.add('b')
  expect([revoked.has('a'), revoked.has('b'), revoked.has('c')]).toEqual([true, true, false])
  now = 1000
  revoked.add('c')
  expect([revoked.has('a'), revoked.has('b'), revoked.has('c')]).toEqual([false, true, true])
})
