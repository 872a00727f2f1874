import { useEffect } from 'react'
import { useClient } from '../client-context.ts'

/** Follows the key of a channel while it is on screen. What is open to the server has none. */
export function useChannelKeys({ id, encryption }: { id: string; encryption: 'e2ee' | 'open' }): void {
  const { sealed } = useClient()
  useEffect(() => (encryption === 'e2ee' ? sealed.enter(id) : undefined), [sealed, id, encryption])
}
