import { useCallback, useState } from 'react'

const key = 'chaos.collapsedCategories'

function read(): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : []
  } catch {
    return []
  }
}

/** Which categories are closed on this device. */
export function useCollapsed() {
  const [collapsed, setCollapsed] = useState<readonly string[]>(read)
  const toggle = useCallback((id: string) => {
    const known = read()
    const next = known.includes(id) ? known.filter((other) => other !== id) : [...known, id]
    setCollapsed(next)
    try {
      localStorage.setItem(key, JSON.stringify(next))
    } catch {
      // Without storage they are open again the next time.
    }
  }, [])
  return { collapsed, toggle }
}
