import { ServerInfo } from '@chaos/protocol'
import { callApi, type HttpDeps } from '../api/http.ts'
import { serverKnown } from '../state/server-slice.ts'
import type { Dispatch } from '../state/store.ts'

/** Asks the server its name and rules. Without an answer, what is known stays. */
export async function loadServerInfo(deps: HttpDeps, dispatch: Dispatch): Promise<void> {
  const outcome = await callApi(deps, { method: 'GET', path: '/api/auth/server', reply: ServerInfo }, null)
  if (outcome.ok) dispatch(serverKnown(outcome.value))
}
