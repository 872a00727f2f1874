import type { CommunityView, Role } from '@chaos/protocol'

/** Position of the viewer's highest role; smaller is higher. */
function ownRank({ roles, member }: Pick<CommunityView, 'roles' | 'member'>): number {
  if (member.isOwner) return -1
  const held = roles.filter(({ id, kind }) => kind === 'member' || member.roleIds.includes(id))
  return Math.min(...held.map(({ position }) => position))
}

/** Whether the viewer may touch a role: it stands below their own highest. */
export const isBelow = (
  view: Pick<CommunityView, 'roles' | 'member'>,
  role: Pick<Role, 'kind' | 'position'>,
): boolean => role.kind !== 'owner' && ownRank(view) < role.position

/** Whether the viewer may give a role to somebody: it is below and allows nothing that they lack. */
export const mayGive = (view: CommunityView, role: Role): boolean =>
  role.kind === 'custom' && isBelow(view, role) && role.permissions.every((name) => view.permissions.includes(name))
