import {
  LinkedIdentity,
  type LinkStart,
  ProvenStranger,
  ProviderInfo,
  ProviderRedirect,
  type ProviderSignUp,
} from '@chaos/protocol'
import { Type } from 'typebox'
import type { Outcome } from '../api/failure.ts'
import type { Confirmation } from '../session/confirmation.ts'
import type { Session } from '../session/session.ts'

export type Providers = ReturnType<typeof createProviders>

type Deps = {
  session: Pick<Session, 'ask' | 'begin' | 'call'>
  confirmation: Pick<Confirmation, 'withConfirmation'>
}

const path = '/api/auth/providers'
const ProviderList = Type.Array(ProviderInfo)
const LinkedList = Type.Array(LinkedIdentity)

/**
 * Signing in by a provider. Each visit has two halves: the first gives the address to go to, and the provider sends the
 * browser back to our page, which runs the second.
 */
export function createProviders({ session: { ask, begin, call }, confirmation: { withConfirmation } }: Deps) {
  const visit = (id: string, body: LinkStart) =>
    call({ method: 'POST', path: `${path}/${id}/link`, body, reply: ProviderRedirect })
  const finish = (what: LinkStart['purpose']): Promise<Outcome<unknown>> =>
    call({ method: 'POST', path: `${path}/${what}`, body: {}, reply: null })
  return {
    list: () => ask({ method: 'GET', path, reply: ProviderList }),

    start: (id: string, returnTo: string) =>
      ask({ method: 'POST', path: `${path}/${id}/start`, body: { returnTo }, reply: ProviderRedirect }),
    /** Fails with `sign_up_needed` for somebody without an account: see `stranger` and `signUp`. */
    finishSignIn: () => begin(`${path}/complete`, {}),
    stranger: () => ask({ method: 'GET', path: `${path}/sign-up`, reply: ProvenStranger }),
    signUp: (draft: ProviderSignUp) => begin(`${path}/sign-up`, draft),

    linked: () => call({ method: 'GET', path: `${path}/linked`, reply: LinkedList }),
    startLink: (id: string, returnTo: string) => withConfirmation(() => visit(id, { purpose: 'link', returnTo })),
    finishLink: () => finish('link'),
    unlink: (id: string): Promise<Outcome<unknown>> =>
      withConfirmation(() => call({ method: 'DELETE', path: `${path}/${id}/link`, reply: null })),

    startConfirm: (id: string, returnTo: string) => visit(id, { purpose: 'confirm', returnTo }),
    finishConfirm: () => finish('confirm'),
  }
}
