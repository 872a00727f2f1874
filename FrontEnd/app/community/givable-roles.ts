import type { CommunityView, Role } from '@chaos/protocol'

type Parts = Pick<CommunityView, 'permissions' | 'roles'> & {
  member: Pick<CommunityView['member'], 'isOwner' | 'roleIds'>
}

/** Roles that the viewer may hand out: below their own, and with nothing that they may not. The server judges. */
export function givableRoles({ member, permissions, roles }: Parts): Role[] {
  if (!permissions.includes('manage_roles')) return []
  const own = roles.filter(({ id }) => member.roleIds.includes(id)).map(({ position }) => position)
  const rank = member.isOwner ? -1 : Math.min(Infinity, ...own)
  return roles.filter(
    (role) =>
      role.kind === 'custom' &&
      role.position > rank &&
      (member.isOwner || role.permissions.every((name) => permissions.includes(name))),
  )
}
