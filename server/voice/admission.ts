import type { Channel, CommunityId, Participant, Permission, VoiceClientMessage } from '@chaos/protocol'
import type { Viewer } from '../auth/viewer.ts'
import { newId } from '../utils/ids.ts'
import type { AwayRule } from './away.ts'
import type { Room } from './room.ts'
import { mergeSilences, noSilence } from './silences.ts'
import { floorAtEntry, hasVoice } from './stage.ts'

export type VoiceHello = Extract<VoiceClientMessage, { type: 'session.hello' }>

/** Where people talk: a channel of a community, or a conversation, which is in none. */
export type Place = Pick<Channel, 'id' | 'name' | 'userLimit' | 'kind' | 'encryption' | 'isTemporary'> & {
  communityId: CommunityId | null
}

/** What voice needs to know about somebody at the door. */
export type Admission = {
  channel: Place
  /** Where the community's silent people go, and after how long. */
  away: AwayRule
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
 */
export function participantOf(
  { viewer, admission, hello }: Arrival,
  room: Pick<Room, 'kind' | 'silences'>,
  before: Participant | undefined,
): Participant {
  const { permissions, displayName, avatar } = admission
  const floor = floorAtEntry(room.kind, permissions, before?.floor)
  const silence = mergeSilences(room.silences.of(viewer.userId), before ?? noSilence)
  return {
    id: before?.id ?? newId(),
    userId: viewer.userId,
    displayName,
    avatar,
    muted: hello.muted || before?.muted === true,
    deafened: hello.deafened,
    serverMuted: silence.serverMuted || !hasVoice(floor, permissions),
    serverDeafened: silence.serverDeafened,
    floor,
    priority: priorityAtEntry(permissions, before),
    sending: hello.sending,
    connection: 'connected',
    ...(viewer.bot && { isBot: true }),
  }
}

/** Owners and administrators hold every permission; they use this one only when they say so. */
const priorityAtEntry = (permissions: ReadonlySet<Permission>, before: Participant | undefined): boolean =>
  before?.priority ?? (permissions.has('priority_speaker') && !permissions.has('administrator'))
