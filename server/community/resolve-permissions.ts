import { type Permission, permissionNames } from '@chaos/protocol'

export type RoleGrant = { kind: 'owner' | 'member' | 'custom'; permissions: string[] }
export type Override = { target: 'role' | 'member'; allow: string[]; deny: string[] }

/**
 * What somebody may, from the roles they hold (that of everybody included) and the overrides of one channel that name
 * them or their roles. Owner: everything. Else the union of the roles; then the overrides of roles, then those of the
 * member, each time first what is denied, then what is allowed. Names that are no permission of ours are passed over.
 */
export function resolvePermissions(roles: RoleGrant[], overrides: Override[]): ReadonlySet<Permission> {
  if (roles.some((role) => role.kind === 'owner')) return new Set(permissionNames)
  const held = new Set(roles.flatMap((role) => role.permissions))
  for (const target of ['role', 'member'] as const) {
    const applying = overrides.filter((override) => override.target === target)
    for (const name of applying.flatMap((override) => override.deny)) held.delete(name)
    for (const name of applying.flatMap((override) => override.allow)) held.add(name)
  }
  return new Set(permissionNames.filter((name) => held.has(name)))
}
