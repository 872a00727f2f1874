import { useEffect, useState } from 'react'
import { DeletionDialog, DeletionSettings } from '../../components/my-data/deletion-settings.tsx'
import { ExportSettings } from '../../components/my-data/export-settings.tsx'
import { RowSkeletons } from '../../components/feedback/row-skeletons.tsx'
import { useAppState, useClient } from '../client-context.ts'
import { useMutation } from '../community/use-mutation.ts'
import { useLoaded } from './use-loaded.ts'

/** How often a running archive is asked how far it is, ms. */
const lookEveryMs = 1_000

export function MyDataSection() {
  return (
    <>
      <Exports />
      <Deletion />
    </>
  )
}

function Exports() {
  const { myData } = useClient()
  const { loaded, again } = useLoaded(myData.listExports)
  const { busy, failure, run } = useMutation()
  const exports = loaded.status === 'ready' ? loaded.value : []
  const isRunning = exports[0]?.state === 'running'
  useEffect(() => {
    if (!isRunning) return
    const timer = setInterval(again, lookEveryMs)
    return () => clearInterval(timer)
  }, [isRunning, again])
  if (loaded.status === 'loading') return <RowSkeletons rows={3} />
  return (
    <ExportSettings
      exports={exports}
      busy={busy}
      failure={failure ?? (loaded.status === 'failed' ? loaded.failure : null)}
      onStart={() => run(myData.startExport(), again)}
      // A download leaves the page where it is.
      onDownload={(id) => run(myData.openExport(id), (address) => location.assign(address))}
    />
  )
}

function Deletion() {
  const { myData } = useClient()
  const session = useAppState((state) => state.session)
  const { busy, failure, run } = useMutation()
  const [open, setOpen] = useState(false)
  if (session.kind !== 'signedIn') return null
  return (
    <>
      <DeletionSettings onDelete={() => setOpen(true)} />
      {open ? (
        <DeletionDialog
          userName={session.user.userName}
          busy={busy}
          failure={failure}
          onConfirm={(userName) => run(myData.requestDeletion(userName), () => {})}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  )
}
