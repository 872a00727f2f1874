import type { Profile } from './profile.ts'

/** What people recognise their account at a provider by. */
export const labelOf = ({ email, userName, displayName, subject }: Omit<Profile, 'issuer'>): string =>
  (email ?? userName ?? displayName ?? subject).slice(0, 254)
