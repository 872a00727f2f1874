export { type Moderation, createModeration } from './moderation.ts'
export { type MemberAction, memberActionsOn } from './member-actions.ts'
