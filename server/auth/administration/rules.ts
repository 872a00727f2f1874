import type { AccountStatus, ServerRole, UserId } from '@chaos/protocol'
import { DomainError, ForbiddenError } from '../../utils/domain-error.ts'

class LastOwnerError extends DomainError {
  override readonly code = 'last_owner'
}

/** What decides about an account. */
export type Held = { id: UserId; serverRole: ServerRole; status: AccountStatus }

const rank: Record<ServerRole, number> = { user: 0, admin: 1, owner: 2 }

/** Owners are above everybody, one another included; administrators above users only. */
export const isAbove = (own: ServerRole, theirs: ServerRole): boolean => own === 'owner' || rank[own] > rank[theirs]

export const mayManage = (actor: Held, target: Held): boolean =>
  actor.status === 'active' && isAbove(actor.serverRole, target.serverRole)

/** Throws {@link ForbiddenError}. */
export function requireAbove(actor: Held, target: Held): void {
  if (!mayManage(actor, target)) throw new ForbiddenError('this account is not below your own')
}

/** The roles that `actor` may give `target`: nobody gives one as high as their own, owners apart. */
export function assignableRoles(actor: Held, target: Held): ServerRole[] {
  if (!mayManage(actor, target)) return []
  const roles: ServerRole[] = ['user', 'admin', 'owner']
  return roles.filter((role) => actor.serverRole === 'owner' || rank[role] < rank[actor.serverRole])
}

/** Throws {@link LastOwnerError} when a server would be left without an owner who can sign in. */
export function requireOwnerLeft(target: Held, after: Omit<Held, 'id'>, activeOwners: number): void {
  const isOne = (held: Omit<Held, 'id'>) => held.serverRole === 'owner' && held.status === 'active'
  if (isOne(target) && !isOne(after) && activeOwners <= 1)
    throw new LastOwnerError('the server would have no owner; make somebody else one first')
}
