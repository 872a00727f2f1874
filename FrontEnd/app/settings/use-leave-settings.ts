import { useEffect } from 'react'
import { useNavigate } from 'react-router'

/** Esc leads to `origin` while nothing lies over the page. */
export function useLeaveSettings(origin: string): void {
  const navigate = useNavigate()
  useEffect(() => {
    const keyDown = (event: KeyboardEvent) => {
      const covered = document.querySelector('[role="dialog"], [role="listbox"], [role="menu"]')
      if (event.key === 'Escape' && !event.defaultPrevented && !covered) void navigate(origin)
    }
    addEventListener('keydown', keyDown)
    return () => removeEventListener('keydown', keyDown)
  }, [navigate, origin])
}
