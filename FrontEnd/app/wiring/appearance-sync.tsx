import { useColorScheme } from '@mui/material/styles'
import { useEffect } from 'react'
import { useAppState } from '../client-context.ts'

/** Brings the preferences to the page: the theme through MUI, the density as an attribute for the style sheets. */
export function AppearanceSync() {
  const { theme, density } = useAppState(({ preferences }) => preferences)
  const { setMode } = useColorScheme()
  useEffect(() => setMode(theme), [theme, setMode])
  useEffect(() => {
    document.documentElement.dataset.density = density
  }, [density])
  return null
}
