import type { NotificationBody, UserId } from '@chaos/protocol'

/** Tells people something that stays until they have seen it. */
export type Notify = (to: readonly UserId[], body: NotificationBody, options?: { isMention?: boolean }) => Promise<void>
