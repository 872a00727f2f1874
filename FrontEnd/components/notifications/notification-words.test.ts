import { expect, it } from 'vitest'
import { notificationWords } from './notification-words.ts'

const from = { userId: 'u', displayName: 'Anna', avatar: null }
const club = { communityId: 'c', name: 'Club' }

it('says what happened and leads there', () => {
  expect(notificationWords({ kind: 'call.missed', from, channelId: 'x' })).toEqual({
    text: 'Missed call from Anna',
    to: '/conversations/x',
    face: { id: 'u', name: 'Anna', picture: null, shape: 'person' },
  })
  expect(notificationWords({ kind: 'friend.requested', from }).to).toBe('/')
  expect(notificationWords({ kind: 'report.changed', ...club, state: 'resolved' })).toMatchObject({
    text: 'Moderators of Club acted on your report',
    to: '/communities/c',
  })
  expect(
    notificationWords({ kind: 'notice.posted', ...club, channelId: 'x', from: 'Build', text: 'It is green.' }),
  ).toMatchObject({ text: 'Build in Club: It is green.', to: '/communities/c/channels/x' })
})

it('leads nowhere when the place is closed to the person', () => {
  expect(notificationWords({ kind: 'community.removed', ...club, how: 'banned' })).toMatchObject({
    text: 'You were banned from Club',
    to: null,
  })
})
