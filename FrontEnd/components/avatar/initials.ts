/** One or two letters that stand for a name; whole characters, so that no emoji is cut in half. */
export function initials(name: string): string {
  const words = name
    .trim()
    .split(/[\s_.-]+/)
    .filter(Boolean)
  const letters = words.map((word) => Array.from(word)[0] ?? '')
  const short = letters.length > 1 ? `${letters[0]}${letters.at(-1)}` : (letters[0] ?? '?')
  return short.toLocaleUpperCase()
}

/** A hue in degrees that stays the same for the same id. FNV-1a, 32 bit. */
export function hueOf(id: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < id.length; index += 1) hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193)
  return (hash >>> 0) % 360
}
