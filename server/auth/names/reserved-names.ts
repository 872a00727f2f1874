import { DomainError } from '../../utils/domain-error.ts'

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
  const letters = userName.toLowerCase().replace(/[._-]/g, '')
  return letters.replace(/[013457]/g, (digit) => standIns[digit] ?? digit).replaceAll('l', 'i')
}

const standIns: Record<string, string> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't' }

const refused = new Set(reserved.map(coarse))

/** Throws {@link UserNameReservedError} for a name that nobody may take. */
export function requireUnreserved(userName: string): void {
  if (refused.has(coarse(userName))) throw new UserNameReservedError(`"${userName}" is kept for the server itself`)
}
