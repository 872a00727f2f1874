import { createHash, randomBytes } from 'node:crypto'

/** Crockford's base32: no letters that pass for digits. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
const codesAtOnce = 10
const groups = 4
const groupLength = 6

/**
 * Ten codes of 120 random bits, as `4h2k9m-…`: more than the 112 bits from which OWASP ASVS 5.0 (6.5.2) asks for no
 * slow hash.
 */
export const newRecoveryCodes = (): string[] => Array.from({ length: codesAtOnce }, newCode)

function newCode(): string {
  // 256 is a multiple of 32, so every letter is equally likely.
  const letters = [...randomBytes(groups * groupLength)].map((byte) => alphabet[byte % alphabet.length] ?? '')
  return Array.from({ length: groups }, (_, group) =>
    letters.slice(group * groupLength, (group + 1) * groupLength).join(''),
  ).join('-')
}

/** What is stored, of a code however it was typed: in capitals, with or without dashes, `o` for `0`, `i` or `l` for `1`. */
export function hashRecoveryCode(typed: string): Buffer {
  const plain = typed.toLowerCase().replaceAll(/[\s-]/g, '').replaceAll('o', '0').replaceAll(/[il]/g, '1')
  return createHash('sha256').update('recovery code').update('\0').update(plain).digest()
}
