import { EmailProven, EmailState, type PasswordReset } from '@chaos/protocol'
import type { AuthorizedCall } from '../api/api.ts'
import { callApi, type HttpDeps } from '../api/http.ts'
import type { Confirmation } from '../session/confirmation.ts'

export type { EmailState } from '@chaos/protocol'
export type EmailClient = ReturnType<typeof createEmail>

type Deps = { http: HttpDeps; call: AuthorizedCall; confirmation: Pick<Confirmation, 'withConfirmation'> }

const own = '/api/users/me/email'

/** The viewer's e-mail address, and what the links in our mails do. */
export function createEmail({ http, call, confirmation: { withConfirmation } }: Deps) {
  return {
    state: () => call({ method: 'GET', path: own, reply: EmailState }),
    change: (address: string) =>
      withConfirmation(() => call({ method: 'PUT', path: own, body: { address }, reply: EmailState })),
    remove: () => withConfirmation(() => call({ method: 'DELETE', path: own, reply: EmailState })),

    /** Succeeds whether there is such an account or not. */
    forgotPassword: (account: string) =>
      callApi(http, { method: 'POST', path: '/api/auth/forgot-password', body: { account }, reply: null }, null),
    resetPassword: (body: PasswordReset) =>
      callApi(http, { method: 'POST', path: '/api/auth/reset-password', body, reply: null }, null),
    verify: (secret: string) =>
      callApi(http, { method: 'POST', path: '/api/auth/verify-email', body: { secret }, reply: EmailProven }, null),
  }
}
