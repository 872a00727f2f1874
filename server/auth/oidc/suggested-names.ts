import type { Profile } from './profile.ts'

const longestUserName = 32
const longestDisplayName = 64

/** What the page that asks for a user name shows first. Empty when the provider's name has nothing usable. */
export function suggestedNames({ userName, displayName, email }: Omit<Profile, 'issuer' | 'subject'>) {
  const candidates = [userName, email?.split('@')[0], displayName].map((name) => asUserName(name ?? ''))
  return {
    userName: candidates.find((name) => name.length >= 3) ?? '',
    // A cut may go through a character of two code units.
    displayName: (displayName ?? '')
      .slice(0, longestDisplayName)
      .replace(/[\uD800-\uDBFF]$/, '')
      .trim(),
  }
}

/** Accents go, what separates words becomes a dot, the rest of what a user name may not hold goes too. */
const asUserName = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/@.*$/s, '')
    .replace(/\s+/g, '.')
    .replace(/[^A-Za-z0-9_.-]/g, '')
    .replace(/^[_.-]+/, '')
    .slice(0, longestUserName)
