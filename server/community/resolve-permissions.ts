import { type Permission, permissionNames, timeoutPermissions } from '@chaos/protocol'

export type RoleGrant = { kind: 'owner' | 'member' | 'custom'; permissions: string[] }
export type Override = { target: 'role' | 'member'; allow: string[]; deny: string[] }

const everything = (): ReadonlySet<Permission> => new Set(permissionNames)

/**
 * What somebody may, from the roles they hold (that of everybody included), the overrides of one channel that name them
 * or their roles, and whether they are in a timeout. Owner and administrator: everything. Else the union of the roles;
 * then the overrides of roles, then those of the member, each time first what is denied, then what is allowed; of that a
 * timeout leaves what `timeoutPermissions` names. Names that are no permission of ours are passed over, and no override
 * makes an administrator.
 */
export function resolvePermissions(
  roles: readonly RoleGrant[],
  overrides: readonly Override[],
  isInTimeout = false,
): ReadonlySet<Permission> {
  const held = new Set(roles.flatMap((role) => role.permissions))
  if (held.has('administrator') || roles.some((role) => role.kind === 'owner')) return everything()
  for (const target of ['role', 'member'] as const) {
    const applying = overrides.filter((override) => override.target === target)
    for (const name of applying.flatMap((override) => override.deny)) held.delete(name)
    for (const name of applying.flatMap((override) => override.allow)) held.add(name)
  }
  held.delete('administrator')
  const left: readonly Permission[] = isInTimeout ? timeoutPermissions : permissionNames
  return new Set(left.filter((name) => held.has(name)))
}
