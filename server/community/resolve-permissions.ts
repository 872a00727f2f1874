import { type Permission, permissionNames, timeoutPermissions } from '@chaos/protocol'

export type RoleGrant = { kind: 'owner' | 'member' | 'custom'; permissions: string[] }
export type Override = { target: 'role' | 'member'; allow: string[]; deny: string[] }

const everything = (): ReadonlySet<Permission> => new Set(permissionNames)

/** Owners and administrators: no channel, timeout or rule takes anything from them. */
export const passesOverRules = (roles: readonly RoleGrant[]): boolean =>
  roles.some(({ kind, permissions }) => kind === 'owner' || permissions.includes('administrator'))

/**
 * What somebody may, from the roles they hold (that of everybody included), the overrides of one channel that name them
 * or their roles, and whether they are held back: in a timeout, or a newcomer with something left to do. Owner and administrator: everything. Else the union of the roles;
 * then the overrides of roles, then those of the member, each time first what is denied, then what is allowed; of that
 * those who are held back keep what `timeoutPermissions` names. Names that are no permission of ours are passed over, and no override
 * makes an administrator.
 */
export function resolvePermissions(
  roles: readonly RoleGrant[],
  overrides: readonly Override[],
  isHeldBack = false,
): ReadonlySet<Permission> {
  if (passesOverRules(roles)) return everything()
  const held = new Set(roles.flatMap((role) => role.permissions))
  for (const target of ['role', 'member'] as const) {
    const applying = overrides.filter((override) => override.target === target)
    for (const name of applying.flatMap((override) => override.deny)) held.delete(name)
    for (const name of applying.flatMap((override) => override.allow)) held.add(name)
  }
  held.delete('administrator')
  const left: readonly Permission[] = isHeldBack ? timeoutPermissions : permissionNames
  return new Set(left.filter((name) => held.has(name)))
}
