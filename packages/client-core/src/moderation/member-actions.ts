import type { CommunityView, Member, Permission, Role } from '@chaos/protocol'

/** What can be done about a member. */
export type MemberAction = 'nickname' | 'timeout' | 'liftTimeout' | 'kick' | 'ban' | 'report'

type Who = Pick<Member, 'userId' | 'isOwner' | 'roleIds' | 'timeoutUntil'>

const everybody = Number.MAX_SAFE_INTEGER
const rankOf = ({ roleIds }: Who, roles: readonly Role[]): number =>
  Math.min(everybody, ...roles.filter(({ id }) => roleIds.includes(id)).map(({ position }) => position))

const needs = {
  nickname: 'manage_nicknames',
  timeout: 'timeout_members',
  liftTimeout: 'timeout_members',
  kick: 'kick_members',
  ban: 'ban_members',
} as const satisfies Partial<Record<MemberAction, Permission>>
const inOrder = ['nickname', 'timeout', 'liftTimeout', 'kick', 'ban'] as const

/** What the viewer may do about a member, so that nothing is offered in vain. The server is the judge all the same. */
export function memberActionsOn(view: CommunityView, other: Who): MemberAction[] {
  const { member: own, permissions, roles } = view
  if (own.userId === other.userId) return permissions.includes('change_nickname') ? ['nickname'] : []
  const isAbove = !other.isOwner && (own.isOwner || rankOf(own, roles) < rankOf(other, roles))
  const boundByTimeout = !roles.some(
    ({ id, permissions: held }) => other.roleIds.includes(id) && held.includes('administrator'),
  )
  const fits = (action: (typeof inOrder)[number]): boolean => {
    if (action === 'timeout') return other.timeoutUntil === null && boundByTimeout
    return action !== 'liftTimeout' || other.timeoutUntil !== null
  }
  const offered = isAbove ? inOrder.filter((action) => permissions.includes(needs[action]) && fits(action)) : []
  return [...offered, 'report']
}
