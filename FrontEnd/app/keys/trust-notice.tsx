import { isPaused } from '@chaos/client-core'
import { useState } from 'react'
import { ChangedKeysNotice } from '../../components/keys/changed-keys-notice.tsx'
import { useAppState } from '../client-context.ts'
import { SafetyNumber } from './safety-number.tsx'

type Props = {
  userId: string
  name: string
  /** With the room's own distance to its edges. */
  inset?: boolean
}

/** Nothing, as long as this person is who they were. */
export function TrustNotice({ userId, name, inset = false }: Props) {
  const trust = useAppState((state) => state.trust[userId])
  const [open, setOpen] = useState(false)
  // The dialog outlives the notice, so that it can say that the person is verified now.
  const notice = isPaused(trust) ? (
    <div style={inset ? { padding: '12px 16px 0' } : undefined}>
      <ChangedKeysNotice
        name={name}
        kind={trust?.changedTo ? 'changed' : 'contradicted'}
        onCompare={() => setOpen(true)}
      />
    </div>
  ) : null
  return (
    <>
      {notice}
      {open ? <SafetyNumber userId={userId} name={name} onClose={() => setOpen(false)} /> : null}
    </>
  )
}
