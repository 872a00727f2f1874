import type { SignInMethods } from '@chaos/protocol'
import type { PasskeyStore } from '../../database/stores/passkey-store.ts'
import type { RecoveryCodeStore } from '../../database/stores/recovery-code-store.ts'
import type { TotpStore } from '../../database/stores/totp-store.ts'
import type { UserStore } from '../../database/stores/user-store.ts'
import type { Viewer } from '../viewer.ts'

type Deps = {
  users: Pick<UserStore, 'passwordHashOf'>
  passkeys: Pick<PasskeyStore, 'list'>
  totp: Pick<TotpStore, 'findSince'>
  recoveryCodes: Pick<RecoveryCodeStore, 'count'>
}

/** How the viewer can sign in. */
export type ListSignInMethods = ReturnType<typeof createListSignInMethods>

export const createListSignInMethods =
  ({ users, passkeys, totp, recoveryCodes }: Deps) =>
  async ({ userId }: Viewer): Promise<SignInMethods> => {
    const [hash, keys, since, left] = await Promise.all([
      users.passwordHashOf(userId),
      passkeys.list(userId),
      totp.findSince(userId),
      recoveryCodes.count(userId),
    ])
    return {
      hasPassword: hash !== null,
      passkeys: keys,
      totpSince: since?.toISOString() ?? null,
      recoveryCodesLeft: left,
    }
  }
