import { useEffect } from 'react'
import { useNavigate } from 'react-router'

/** Esc, while nothing lies over the page, and whoever calls what it returns lead to `origin`. */
export function useLeaveSettings(origin: string): () => void {
  const navigate = useNavigate()
  useEffect(() => {
    const keyDown = (event: KeyboardEvent) => {
      const covered = document.querySelector('[role="dialog"], [role="listbox"], [role="menu"]')
      if (event.key === 'Escape' && !event.defaultPrevented && !covered) void navigate(origin)
    }
    addEventListener('keydown', keyDown)
    return () => removeEventListener('keydown', keyDown)
  }, [navigate, origin])
  return () => void navigate(origin)
}
