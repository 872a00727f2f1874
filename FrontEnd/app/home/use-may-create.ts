import { useEffect, useState } from 'react'
import { useAppState, useClient } from '../client-context.ts'

/** Whether this server lets the viewer make communities. Only where it does not let everybody, their role is asked for. */
export function useMayCreate(): boolean {
  const { account } = useClient()
  const restricted = useAppState(({ server }) => server?.mayCreateCommunities === 'administrators')
  const [administrator, setAdministrator] = useState(false)
  useEffect(() => {
    if (!restricted) return
    let current = true
    void account.me().then((outcome) => {
      if (current && outcome.ok) setAdministrator(outcome.value.serverRole !== 'user')
    })
    return () => {
      current = false
    }
  }, [account, restricted])
  return !restricted || administrator
}
