export type PaletteEntry = {
  id: string
  kind: 'channel' | 'community' | 'person' | 'action'
  label: string
  /** Where it is: a community's name, a key. */
  hint: string
}

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase()

/** Lower is better; null: no match. The start of the label beats the start of a word, which beats letters in order. */
function score(label: string, query: string): number | null {
  if (query === '') return 0
  const text = fold(label)
  if (text.startsWith(query)) return 0
  if (text.split(/[\s_.-]+/).some((word) => word.startsWith(query))) return 1
  if (text.includes(query)) return 2
  let from = 0
  for (const letter of query) {
    const found = text.indexOf(letter, from)
    if (found === -1) return null
    from = found + 1
  }
  return 3
}

/** The entries that match, best first; within a score the order given stays. */
export function searchPalette(entries: PaletteEntry[], text: string, most = 12): PaletteEntry[] {
  const query = fold(text.trim())
  return entries
    .map((entry) => ({ entry, score: score(entry.label, query) }))
    .filter((found): found is { entry: PaletteEntry; score: number } => found.score !== null)
    .toSorted((a, b) => a.score - b.score)
    .slice(0, most)
    .map(({ entry }) => entry)
}
