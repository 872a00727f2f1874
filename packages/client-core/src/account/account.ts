import { Me, type PasswordChange } from '@chaos/protocol'
import type { AuthorizedCall } from '../api/api.ts'
import type { Outcome } from '../api/failure.ts'
import type { Confirmation } from '../session/confirmation.ts'

export type Account = ReturnType<typeof createAccount>

type Deps = { call: AuthorizedCall; confirmation: Pick<Confirmation, 'withConfirmation'> }

/** The viewer's own account. */
export function createAccount({ call, confirmation: { withConfirmation } }: Deps) {
  return {
    me: () => call({ method: 'GET', path: '/api/users/me', reply: Me }),
    /** Ends the other sessions. */
    changePassword: (body: PasswordChange): Promise<Outcome<unknown>> =>
      withConfirmation(() => call({ method: 'POST', path: '/api/auth/password', body, reply: null })),
  }
}
