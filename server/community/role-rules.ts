import type { Permission, Role } from '@chaos/protocol'
import { ForbiddenError } from '../utils/domain-error.ts'
import type { Standing } from './permissions.ts'

/** Nobody gives away what they lack themselves. Throws {@link ForbiddenError}. */
export function requireOwn(own: ReadonlySet<Permission>, given: readonly Permission[]): void {
  const lacking = given.filter((permission) => !own.has(permission))
  if (lacking.length > 0) throw new ForbiddenError(`you lack ${lacking.join(', ')} yourself`)
}

/** Nobody touches a role that is as high as their own highest, or higher, and nobody the owner's. Throws {@link ForbiddenError}. */
export function requireBelow(own: Pick<Standing, 'isOwner' | 'rank'>, role: Pick<Role, 'kind' | 'position'>): void {
  if (role.kind === 'owner') throw new ForbiddenError('the role of the owner stays as it is')
  if (!own.isOwner && own.rank >= role.position)
    throw new ForbiddenError('that role is as high as your own highest, or higher')
}

/** Built-in roles are neither given nor moved nor removed. Throws {@link ForbiddenError}. */
export function requireCustom({ kind }: Pick<Role, 'kind'>): void {
  if (kind !== 'custom') throw new ForbiddenError('this role is built in')
}
