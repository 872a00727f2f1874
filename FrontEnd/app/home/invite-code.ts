/** The code in an invite link, or in the code alone; null when there is none. */
export function inviteCodeOf(text: string): string | null {
  return /(?:^|\/invite\/)([A-Za-z0-9_-]{22})\/?(?:[?#].*)?$/.exec(text.trim())?.[1] ?? null
}
