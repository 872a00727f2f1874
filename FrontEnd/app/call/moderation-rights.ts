import type { Permission } from '@chaos/protocol'
import type { ModerationRights } from '../../components/call/moderation-actions.tsx'

/** What somebody with these permissions can do about others in a call; the server has the last word. */
export const moderationRights = (permissions: readonly Permission[]): ModerationRights => ({
  mute: permissions.includes('mute_members'),
  deafen: permissions.includes('deafen_members'),
  move: permissions.includes('move_members'),
})
