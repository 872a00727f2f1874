/** When a key begins to sign, ms since 1970; and whether we can open it. */
export type PlannedKey = { kid: string; signsFrom: number; canSign: boolean }

export type KeySettings = {
  /** For how long a key signs before the next one does. */
  rotateAfterMs: number
  /** For how long a key is published before it signs, so that everybody who keeps the published ones has seen it. */
  announceMs: number
  /** For how long a token counts after it was signed. */
  tokenMs: number
}

export type KeyPlan = {
  /** null: none can, one has to be made at once. */
  signing: string | null
  /** No token signed by these counts any more. */
  over: string[]
  /** From when on a new key has to sign that must be made now; null: none. */
  next: number | null
}

/** What has to happen to the keys at this moment. */
export function planKeys(keys: readonly PlannedKey[], now: number, settings: KeySettings): KeyPlan {
  const { rotateAfterMs, announceMs, tokenMs } = settings
  const usable = keys.filter(({ canSign }) => canSign).toSorted((a, b) => b.signsFrom - a.signsFrom)
  const signing = usable.find(({ signsFrom }) => signsFrom <= now)
  const newest = usable[0]
  // A key is over when its successor has signed for longer than a token counts.
  const over = keys.filter((key) => signing && key.signsFrom < signing.signsFrom && signing.signsFrom + tokenMs <= now)
  return { signing: signing?.kid ?? null, over: over.map(({ kid }) => kid), next: nextStart() }

  function nextStart(): number | null {
    if (!signing || !newest) return now
    const due = newest.signsFrom + rotateAfterMs
    return due - announceMs <= now ? Math.max(due, now + announceMs) : null
  }
}
