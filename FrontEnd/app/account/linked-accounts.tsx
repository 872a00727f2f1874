import type { LinkedIdentity, ProviderInfo } from '@chaos/protocol'
import { useState } from 'react'
import { LinkedAccounts as Block, type LinkRow } from '../../components/account/linked-accounts.tsx'
import { useClient } from '../client-context.ts'
import { useMutation } from '../community/use-mutation.ts'
import { useLoaded } from './use-loaded.ts'

function rowsOf(offered: ProviderInfo[], linked: LinkedIdentity[]): LinkRow[] {
  const labelOf = (id: string) => linked.find(({ provider }) => provider === id)?.label ?? null
  const gone = linked.filter(({ provider }) => !offered.some(({ id }) => id === provider))
  return [
    ...offered.map(({ id, name }) => ({ id, name, label: labelOf(id), offered: true })),
    ...gone.map(({ provider: id, label }) => ({ id, name: id, label, offered: false })),
  ]
}

/** Nothing on a server without providers. */
export function LinkedAccounts() {
  const { providers } = useClient()
  const offered = useLoaded(providers.list)
  const linked = useLoaded(providers.linked)
  const { busy, failure, run } = useMutation()
  const [chosen, setChosen] = useState('')
  if (offered.loaded.status !== 'ready' || linked.loaded.status !== 'ready') return null
  const rows = rowsOf(offered.loaded.value, linked.loaded.value)
  if (rows.length === 0) return null
  return (
    <Block
      rows={rows}
      busyId={busy ? chosen : null}
      failure={failure}
      onLink={(id) => {
        setChosen(id)
        run(providers.startLink(id, location.pathname), ({ url }) => location.assign(url))
      }}
      onUnlink={(id) => {
        setChosen(id)
        run(providers.unlink(id), linked.again)
      }}
    />
  )
}
