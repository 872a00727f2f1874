import type { Channel, CommunityId, Participant, Permission, VoiceClientMessage } from '@chaos/protocol'
import type { Viewer } from '../auth/viewer.ts'
import { newId } from '../utils/ids.ts'

export type VoiceHello = Extract<VoiceClientMessage, { type: 'session.hello' }>

/** Where people talk: a channel of a community, or a conversation, which is in none. */
export type Place = Pick<Channel, 'id' | 'name' | 'userLimit'> & { communityId: CommunityId | null }

/** What voice needs to know about somebody at the door. */
export type Admission = {
  channel: Place
  permissions: ReadonlySet<Permission>
  displayName: string
  avatar: Participant['avatar']
}

/** Somebody who was let in and says hello. */
export type Arrival = { viewer: Viewer; admission: Admission; hello: VoiceHello }

/**
 * The participant an arrival becomes. Whoever comes back is who they were: same id, and nobody is un-muted by it (SPEC V9).
 *
 * @param before who they were, when they come back
 * @param mutedByModerator a moderator muted this account earlier in the call
 */
export function participantOf(
  { viewer, admission, hello }: Arrival,
  before: Participant | undefined,
  mutedByModerator: boolean,
): Participant {
  const mayNotSpeak = mutedByModerator || !admission.permissions.has('speak')
  return {
    id: before?.id ?? newId(),
    userId: viewer.userId,
    displayName: admission.displayName,
    avatar: admission.avatar,
    muted: hello.muted || before?.muted === true,
    deafened: hello.deafened,
    serverMuted: mayNotSpeak || before?.serverMuted === true,
    sending: hello.sending,
    connection: 'connected',
    ...(viewer.bot && { isBot: true }),
  }
}
