import type { InviteDraft } from '@chaos/protocol'

const secondsOf = { never: undefined, hour: 3600, day: 86_400, week: 604_800 } as const
export const inviteTimes = ['never', 'hour', 'day', 'week'] as const
export const inviteUses = ['any', '1', '5', '25', '100'] as const

/** '' stands for none. */
export type InviteChoices = {
  time: (typeof inviteTimes)[number]
  uses: (typeof inviteUses)[number]
  channelId: string
  roleId: string
}
export const plainInvite: InviteChoices = { time: 'never', uses: 'any', channelId: '', roleId: '' }

export function inviteDraftOf({ time, uses, channelId, roleId }: InviteChoices): InviteDraft {
  const expiresInSeconds = secondsOf[time]
  return {
    ...(expiresInSeconds === undefined ? {} : { expiresInSeconds }),
    ...(uses === 'any' ? {} : { mostUses: Number(uses) }),
    ...(channelId === '' ? {} : { channelId }),
    ...(roleId === '' ? {} : { roleId }),
  }
}
