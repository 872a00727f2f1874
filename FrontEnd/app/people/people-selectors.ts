import type { RootState, Seen } from '@chaos/client-core'
import type { Relationship } from '@chaos/protocol'
import { t } from '../../assets/messages/t.ts'
import type { ListedFriend } from '../../components/people/friend-row.tsx'
import type { FriendTab } from '../../components/people/friends-panel.tsx'

type Parts = Pick<RootState, 'people' | 'rosters' | 'communities'>

export const offline: Seen = { status: 'offline', words: '' }

/** As others see the viewer, who is here. */
export function ownPresence({ own }: Pick<RootState['people'], 'own'>): Seen {
  if (!own) return { status: 'online', words: '' }
  return own.chosen === 'invisible' ? offline : { status: own.chosen, words: own.words }
}

/**
 * Where somebody talks, in words; null: nowhere that the viewer knows of. Rosters hold only rooms that the viewer may
 * see, so nothing else can show here.
 */
export function activityOf({ rosters, communities }: Pick<Parts, 'rosters' | 'communities'>, userId: string) {
  for (const [channelId, { communityId, occupants }] of Object.entries(rosters)) {
    if (!occupants.some((occupant) => occupant.userId === userId)) continue
    const view = communities.views[communityId]
    const channel = view?.status === 'ready' ? view.value.channels.find(({ id }) => id === channelId) : undefined
    if (!channel) continue
    const count = occupants.length - 1
    const room = channel.name
    return count === 0 ? t('activity.alone', { room }) : t('activity.withOthers', { room, count })
  }
  return null
}

const byName = (a: ListedFriend, b: ListedFriend) => a.name.localeCompare(b.name) || (a.userId < b.userId ? -1 : 1)

function listed(parts: Parts, { user, kind }: Relationship): ListedFriend {
  const { status, words } = parts.people.seen[user.id] ?? offline
  return {
    ...{ userId: user.id, name: user.displayName, userName: user.userName, picture: user.avatar },
    ...{ kind, status, words },
    activity: kind === 'friend' ? activityOf(parts, user.id) : null,
  }
}

/** The lists of the home page, each by name. */
export function friendLists(parts: Parts): Record<FriendTab, ListedFriend[]> {
  const all = Object.values(parts.people.relationships)
    .map((relationship) => listed(parts, relationship))
    .toSorted(byName)
  const of = (...kinds: ListedFriend['kind'][]) => all.filter(({ kind }) => kinds.includes(kind))
  const friends = of('friend')
  return {
    online: friends.filter(({ status }) => status !== 'offline'),
    all: friends,
    requests: [...of('asked'), ...of('requested')],
    blocked: of('blocked'),
  }
}
