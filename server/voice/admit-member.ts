import type { Channel, ChannelId, Permission } from '@chaos/protocol'
import type { Viewer } from '../auth/viewer.ts'
import type { MemberStore } from '../database/stores/member-store.ts'
import { NotFoundError } from '../utils/domain-error.ts'
import type { Listen } from './access-watch.ts'
import type { Admission } from './admission.ts'

/** Where it is told what happens to one user. */
export type UserTopics = { subscribe: Listen }

/** The channel and what the viewer may in it; or what refuses them. */
type Enter = (
  viewer: Viewer,
  channelId: ChannelId,
  isBrought: boolean,
) => Promise<{ channel: Channel; permissions: ReadonlySet<Permission> }>

type Deps = {
  enter: Enter
  members: Pick<MemberStore, 'find'>
  events: UserTopics
}

/**
 * What voice needs to know of a member, under the name they have in this community. When what they may changes while the
 * database is asked, it is asked again: whoever is banned at this moment does not slip in.
 */
export function createAdmitMember({ enter, members, events }: Deps) {
  async function ask(viewer: Viewer, channelId: ChannelId, isBrought: boolean): Promise<Omit<Admission, 'away'>> {
    const { channel, permissions } = await enter(viewer, channelId, isBrought)
    const member = await members.find(channel.communityId, viewer.userId)
    if (!member) throw new NotFoundError('there is no such channel')
    return { channel, permissions, displayName: member.nickname ?? member.displayName, avatar: member.avatar }
  }

  return async (...asked: Parameters<typeof ask>) => {
    let changes = 0
    const stop = events.subscribe(asked[0].userId, ({ type }) => {
      if (type === 'community.left' || type === 'access.changed') changes += 1
    })
    try {
      for (;;) {
        const before = changes
        const admission = await ask(...asked)
        if (changes === before) return admission
      }
    } finally {
      stop()
    }
  }
}
