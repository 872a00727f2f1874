import type { UserId } from '@chaos/protocol'
import type { TotpStore } from '../../database/stores/totp-store.ts'
import type { SecretBox } from '../../utils/secret-box.ts'
import { CodesBlockedError, WrongCodeError } from './refusals.ts'
import { stepOfCode } from './totp.ts'

/**
 * Three of a million codes are good at any time. Ten wrong ones in a row, over all sign-ins of an account together, end
 * trying for an hour: who knows the password would guess for almost four years on average.
 */
const limit = { tries: 10, blockSeconds: 3600 }

type Deps = { store: Pick<TotpStore, 'takeTry' | 'useStep'>; box: SecretBox }
/** Throws {@link WrongCodeError} or {@link CodesBlockedError}. */
export type TotpCheck = (userId: UserId, code: string) => Promise<void>

/** Takes each code of an account's authenticator app once. */
export const createTotpCheck =
  ({ store, box }: Deps): TotpCheck =>
  async (userId, code) => {
    const turn = await store.takeTry(userId, limit)
    if (turn.kind !== 'allowed')
      throw turn.kind === 'blocked'
        ? new CodesBlockedError('too many wrong codes; try again in an hour')
        : new WrongCodeError('the account has no authenticator app')
    const step = stepOfCode(box.open(turn.sealed, userId), code, Date.now())
    if (step === null || !(await store.useStep(userId, turn.sealed, step)))
      throw new WrongCodeError('the code does not match, or was used before')
  }
