import { useColorScheme } from '@mui/material/styles'
import { useEffect } from 'react'
import { writeNumbersAs } from '../../assets/messages/formats.ts'
import { useAppState } from '../client-context.ts'

/** Brings the preferences to the page: the theme through MUI, the density as an attribute, the locale to the texts. */
export function AppearanceSync() {
  const { theme, density, locale } = useAppState(({ preferences }) => preferences)
  const { setMode } = useColorScheme()
  useEffect(() => setMode(theme), [theme, setMode])
  useEffect(() => {
    document.documentElement.dataset.density = density
  }, [density])
  useEffect(() => writeNumbersAs(locale), [locale])
  return null
}
