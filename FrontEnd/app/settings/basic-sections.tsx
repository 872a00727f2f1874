import { useNavigate } from 'react-router'
import { AppearanceSettings } from '../../components/settings/appearance-settings.tsx'
import { ShortcutList } from '../../components/settings/shortcut-list.tsx'
import { SoundSettings } from '../../components/settings/sound-settings.tsx'
import { TourSettings } from '../../components/settings/tour-settings.tsx'
import { useAppState, useClient } from '../client-context.ts'
import { playTone } from '../wiring/tones.ts'

export function AppearanceSection() {
  const { preferences } = useClient()
  const { theme, density, locale } = useAppState((state) => state.preferences)
  return (
    <AppearanceSettings
      theme={theme}
      density={density}
      locale={locale}
      onChange={(change) => preferences.change(change)}
    />
  )
}

export function SoundsSection() {
  const { preferences } = useClient()
  const chosen = useAppState((state) => state.preferences)
  return <SoundSettings chosen={chosen} onChange={(change) => preferences.change(change)} onTry={playTone} />
}

export function KeyboardSection() {
  const { preferences } = useClient()
  const navigate = useNavigate()
  const showTour = () => {
    preferences.change({ tourSeen: false })
    void navigate('/')
  }
  return (
    <>
      <ShortcutList />
      <TourSettings onShow={showTour} />
    </>
  )
}
