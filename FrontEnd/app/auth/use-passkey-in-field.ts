import { useEffect, useRef } from 'react'
import { loadAuthenticator } from '../account/browser-authenticator.ts'
import type { Account } from './use-account.ts'

/** Offers passkeys in the name field while the sign-in form is there, in browsers that can. */
export function usePasskeyInField({ passkeys, settle }: Pick<Account, 'passkeys' | 'settle'>, wanted: boolean): void {
  const settleNow = useRef(settle)
  useEffect(() => {
    settleNow.current = settle
  })
  useEffect(() => {
    if (!wanted) return
    let current = true
    const offer = async () => {
      const authenticator = await loadAuthenticator()
      const outcome = current ? await passkeys.signInFromField(authenticator) : null
      // Where nothing came of it the form is there; only what the server says about a passkey is worth a word.
      if (current && outcome && (outcome.ok || outcome.failure.code === 'passkey_refused'))
        settleNow.current(Promise.resolve(outcome))
    }
    void offer()
    return () => {
      current = false
      void loadAuthenticator().then(({ cancel }) => cancel())
    }
  }, [passkeys, wanted])
}
