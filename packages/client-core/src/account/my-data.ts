import { DataExport, Deletion, exportFilePath } from '@chaos/protocol'
import { Type } from 'typebox'
import type { AuthorizedCall } from '../api/api.ts'
import { type Outcome, succeed } from '../api/failure.ts'
import type { Confirmation } from '../session/confirmation.ts'
import type { Session } from '../session/session.ts'
import { deletionChanged } from '../state/deletion-slice.ts'
import type { Dispatch } from '../state/store.ts'

const DataExports = Type.Array(DataExport)

export type MyData = ReturnType<typeof createMyData>

type Deps = {
  call: AuthorizedCall
  confirmation: Pick<Confirmation, 'withConfirmation'>
  session: Pick<Session, 'signOut'>
  dispatch: Dispatch
}

/** Taking one's data along, and going. */
export function createMyData({ call, confirmation: { withConfirmation }, session, dispatch }: Deps) {
  const exports = '/api/users/me/exports'
  const deletion = '/api/users/me/deletion'
  return {
    listExports: () => call({ method: 'GET', path: exports, reply: DataExports }),
    startExport: () => withConfirmation(() => call({ method: 'POST', path: exports, body: {}, reply: DataExport })),
    /** Lets this browser fetch an archive for some minutes. Gives the address to go to. */
    async openExport(id: string): Promise<Outcome<string>> {
      const outcome = await withConfirmation(() =>
        call({ method: 'POST', path: `${exports}/${id}/pass`, body: {}, reply: null }),
      )
      return outcome.ok ? succeed(exportFilePath(id)) : outcome
    },
    /** Ends the session here too. */
    async requestDeletion(userName: string): Promise<Outcome<Deletion>> {
      const outcome = await withConfirmation(() =>
        call({ method: 'POST', path: deletion, body: { userName }, reply: Deletion }),
      )
      if (!outcome.ok) return outcome
      await session.signOut()
      dispatch(deletionChanged(outcome.value.erasesAt))
      return outcome
    },
    async keepAccount(): Promise<Outcome<Deletion>> {
      const outcome = await call({ method: 'DELETE', path: deletion, reply: Deletion })
      if (outcome.ok) dispatch(deletionChanged(outcome.value.erasesAt))
      return outcome
    },
  }
}
