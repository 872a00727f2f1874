import type { NotificationBody } from '@chaos/protocol'
import { formatInstant } from '../../assets/messages/formats.ts'
import { t } from '../../assets/messages/t.ts'

export type NotificationWords = {
  text: string
  /** Where it leads; null: nowhere. */
  to: string | null
  /** Whose picture stands beside it. */
  face: { id: string; name: string; picture: string | null; shape: 'person' | 'community' }
}

type Kind = NotificationBody['kind']
type BodyOf<K extends Kind> = Extract<NotificationBody, { kind: K }>

const reportWords = {
  in_progress: 'notifications.reportInProgress',
  resolved: 'notifications.reportResolved',
  dismissed: 'notifications.reportDismissed',
} as const

function postedWords(durationMs: number | null, why: 'posted' | 'mentioned' | 'replied') {
  if (why !== 'posted') return `notifications.${why}` as const
  return durationMs === null ? 'notifications.textPosted' : 'notifications.voicePosted'
}

const texts: { [K in Kind]: (body: BodyOf<K>) => string } = {
  'friend.requested': ({ from }) => t('notifications.friendRequested', { name: from.displayName }),
  'friend.accepted': ({ from }) => t('notifications.friendAccepted', { name: from.displayName }),
  'conversation.added': ({ from }) => t('notifications.conversationAdded', { name: from.displayName }),
  'call.missed': ({ from }) => t('notifications.callMissed', { name: from.displayName }),
  'community.removed': ({ name, how }) =>
    how === 'banned' ? t('notifications.banned', { place: name }) : t('notifications.kicked', { place: name }),
  'member.timeout': ({ name, until }) => t('notifications.timeout', { place: name, until: formatInstant(until) }),
  'report.made': ({ name }) => t('notifications.reportMade', { place: name }),
  'report.changed': ({ name, state }) => t(reportWords[state], { place: name }),
  'message.posted': ({ from, durationMs, why }) => t(postedWords(durationMs, why), { name: from.displayName }),
  'notice.posted': ({ name, from, text }) => t('notifications.notice', { name: from, place: name, text }),
}

function addressOf(body: NotificationBody): string | null {
  if (body.kind === 'community.removed') return null
  if ('communityId' in body && body.communityId !== null && 'channelId' in body)
    return `/communities/${body.communityId}/channels/${body.channelId}`
  if ('communityId' in body && body.communityId !== null) return `/communities/${body.communityId}`
  return 'channelId' in body ? `/conversations/${body.channelId}` : '/'
}

function faceOf(body: NotificationBody): NotificationWords['face'] {
  if (!('from' in body) || body.kind === 'notice.posted')
    return { id: body.communityId, name: body.name, picture: null, shape: 'community' }
  return { id: body.from.userId, name: body.from.displayName, picture: body.from.avatar, shape: 'person' }
}

/** What a notification says, and where it leads. */
export function notificationWords(body: NotificationBody): NotificationWords {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the kind chooses the function that takes just this body, which the compiler cannot follow
  const write = texts[body.kind] as (body: NotificationBody) => string
  return { text: write(body), to: addressOf(body), face: faceOf(body) }
}
