import type { ChannelId } from '@chaos/protocol'
import type { Viewer } from '../auth/viewer.ts'
import type { ChannelService } from '../community/channel-service.ts'
import type { MemberStore } from '../database/stores/member-store.ts'
import { NotFoundError } from '../utils/domain-error.ts'
import type { Listen } from './access-watch.ts'
import type { Admission } from './admission.ts'

/** Where it is told what happens to one user. */
export type UserTopics = { subscribe: Listen }

type Deps = {
  channels: Pick<ChannelService, 'enter'>
  members: Pick<MemberStore, 'find'>
  events: UserTopics
}

/**
 * What voice needs to know of a member, under the name they have in this community. When what they may changes while the
 * database is asked, it is asked again: whoever is banned at this moment does not slip in.
 */
export function createAdmitMember({ channels, members, events }: Deps) {
  async function ask(viewer: Viewer, channelId: ChannelId): Promise<Admission> {
    const { channel, permissions } = await channels.enter(viewer, 'connect_voice', channelId)
    const member = await members.find(channel.communityId, viewer.userId)
    if (!member) throw new NotFoundError('there is no such channel')
    return { channel, permissions, displayName: member.nickname ?? member.displayName, avatar: member.avatar }
  }

  return async (viewer: Viewer, channelId: ChannelId): Promise<Admission> => {
    let changes = 0
    const stop = events.subscribe(viewer.userId, ({ type }) => {
      if (type === 'community.left' || type === 'access.changed') changes += 1
    })
    try {
      for (;;) {
        const before = changes
        const admission = await ask(viewer, channelId)
        if (changes === before) return admission
      }
    } finally {
      stop()
    }
  }
}
