import { expect, test } from 'vitest'
import { inviteDraftOf, plainInvite } from './invite-choices.ts'

test('only what was chosen is asked for', () => {
  expect(inviteDraftOf(plainInvite)).toEqual({})
  expect(inviteDraftOf({ time: 'day', uses: '5', channelId: 'room', roleId: 'role' })).toEqual({
    expiresInSeconds: 86_400,
    mostUses: 5,
    channelId: 'room',
    roleId: 'role',
  })
})
