import type { ServerSettings } from '@chaos/client-core/administration'
import { useCallback, useState } from 'react'
import { ServerSettingsForm } from '../../components/administration/server-settings-form.tsx'
import { LoadedSection } from '../account/loaded-section.tsx'
import { useLoaded } from '../account/use-loaded.ts'
import { useClient } from '../client-context.ts'
import { useMutation } from '../community/use-mutation.ts'
import { useAdministration } from './use-administration.ts'

export function ServerSection() {
  const administration = useAdministration()
  const { loaded, again } = useLoaded(administration.settings)
  return (
    <LoadedSection loaded={loaded} skeleton={{ rows: 6 }} onRetry={again}>
      {(settings) => <Form settings={settings} />}
    </LoadedSection>
  )
}

function Form({ settings }: { settings: ServerSettings }) {
  const { loadServerInfo } = useClient()
  const administration = useAdministration()
  const { busy, failure, run } = useMutation()
  const [saved, setSaved] = useState(false)
  const save = useCallback(
    (changed: ServerSettings) => {
      setSaved(false)
      run(administration.changeSettings(changed), () => {
        setSaved(true)
        void loadServerInfo()
      })
    },
    [administration, loadServerInfo, run],
  )
  return <ServerSettingsForm settings={settings} busy={busy} saved={saved} failure={failure} onSave={save} />
}
