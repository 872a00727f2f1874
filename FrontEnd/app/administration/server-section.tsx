import type { ServerSettings } from '@chaos/client-core/administration'
import { useCallback, useState } from 'react'
import { ServerSettingsForm } from '../../components/administration/server-settings-form.tsx'
import { RowSkeletons } from '../../components/feedback/row-skeletons.tsx'
import { useLoaded } from '../account/use-loaded.ts'
import { useClient } from '../client-context.ts'
import { useMutation } from '../community/use-mutation.ts'
import { LoadFailed } from './paged.tsx'
import { useAdministration } from './use-administration.ts'

export function ServerSection() {
  const administration = useAdministration()
  const { loaded, again } = useLoaded(administration.settings)
  if (loaded.status === 'loading') return <RowSkeletons rows={6} />
  if (loaded.status === 'failed') return <LoadFailed failure={loaded.failure} onRetry={again} />
  return <Form settings={loaded.value} />
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
  const shown = failure?.code === 'cancelled' ? null : failure
  return <ServerSettingsForm settings={settings} busy={busy} saved={saved} failure={shown} onSave={save} />
}
