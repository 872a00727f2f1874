import { AppearanceSettings } from '../../components/settings/appearance-settings.tsx'
import { ShortcutList } from '../../components/settings/shortcut-list.tsx'
import { SoundSettings } from '../../components/settings/sound-settings.tsx'
import { useAppState, useClient } from '../client-context.ts'
import { playTone } from '../wiring/tones.ts'

export function AppearanceSection() {
  const { preferences } = useClient()
  const { theme, density } = useAppState((state) => state.preferences)
  return <AppearanceSettings theme={theme} density={density} onChange={(change) => preferences.change(change)} />
}

export function SoundsSection() {
  const { preferences } = useClient()
  const on = useAppState((state) => state.preferences.sounds)
  return <SoundSettings on={on} onChange={(sounds) => preferences.change({ sounds })} onTry={playTone} />
}

export const KeyboardSection = () => <ShortcutList />
