import type { ChannelId, UserId } from '@chaos/protocol'
import type { AuthorizedCall } from '../api/api.ts'

/** Somebody in a channel's call. */
export type CallTarget = { channelId: ChannelId; userId: UserId }

export type VoiceModeration = ReturnType<typeof createVoiceModeration>

/** What moderators do about people in a call that they are not in themselves. What comes of it shows in the rosters. */
export function createVoiceModeration(call: AuthorizedCall) {
  const act = ({ channelId, userId }: CallTarget, verb: string, body: object) => {
    const path = `/api/voice/channels/${channelId}/participants/${userId}/${verb}`
    return call({ method: 'POST', path, body, reply: null })
  }
  return {
    mute: (target: CallTarget, muted: boolean) => act(target, 'mute', { muted }),
    deafen: (target: CallTarget, deafened: boolean) => act(target, 'deafen', { deafened }),
    disconnect: (target: CallTarget) => act(target, 'disconnect', {}),
    move: (target: CallTarget, channelId: ChannelId) => act(target, 'move', { channelId }),
  }
}
