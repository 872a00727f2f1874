import { DomainError } from '../../utils/domain-error.ts'
import { withoutStandIns } from './stand-ins.ts'

export class UserNameReservedError extends DomainError {
  override readonly code = 'username_reserved'
}

/** Names that others would take for the server itself, for its staff, or for a way to call everybody. */
const reserved = [
  'abuse',
  'admin',
  'administrator',
  'all',
  'channel',
  'chaos',
  'everybody',
  'everyone',
  'help',
  'here',
  'me',
  'moderator',
  'null',
  'official',
  'postmaster',
  'root',
  'security',
  'server',
  'staff',
  'support',
  'system',
  'undefined',
  'webmaster',
]

/**
 * What is left of a name when case, separators and the characters that stand in for others are taken away. Coarser than
 * the skeleton that keeps two people apart: nobody needs `4dm1n`.
 */
function coarse(userName: string): string {
  return withoutStandIns(userName.toLowerCase().replace(/[._-]/g, ''))
}

const refused = new Set(reserved.map(coarse))

/** Throws {@link UserNameReservedError} for a name that nobody may take. */
export function requireUnreserved(userName: string): void {
  if (refused.has(coarse(userName))) throw new UserNameReservedError(`"${userName}" is kept for the server itself`)
}
