import { useState } from 'react'
import { ProviderButtons } from '../../components/account/provider-buttons.tsx'
import { useLoaded } from '../account/use-loaded.ts'
import { useClient } from '../client-context.ts'
import { useMutation } from '../community/use-mutation.ts'

/** The providers that this server offers; nothing when there are none, or when they cannot be asked for. */
export function ProviderChoice({ returnTo }: { returnTo: string }) {
  const { providers } = useClient()
  const { loaded } = useLoaded(providers.list)
  const { busy, failure, run } = useMutation()
  const [chosen, setChosen] = useState('')
  if (loaded.status !== 'ready' || loaded.value.length === 0) return null
  const choose = (id: string) => {
    setChosen(id)
    run(providers.start(id, returnTo), ({ url }) => location.assign(url))
  }
  return <ProviderButtons providers={loaded.value} busyId={busy ? chosen : null} failure={failure} onChoose={choose} />
}
