import type { Client, RootState } from '@chaos/client-core'
import { createContext, useContext } from 'react'
import { useSelector } from 'react-redux'

/** The client lives above the routes, so that a call goes on while the person moves around. */
export const ClientContext = createContext<Client | null>(null)

export function useClient(): Client {
  const client = useContext(ClientContext)
  if (!client) throw new Error('useClient outside of ClientContext')
  return client
}

export const useAppState = useSelector.withTypes<RootState>()
