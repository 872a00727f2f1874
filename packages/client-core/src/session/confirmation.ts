import type { AuthorizedCall } from '../api/api.ts'
import { fail, type Outcome } from '../api/failure.ts'

/** Lets the person prove once more who they are; false when they would rather not. */
export type AskToConfirm = () => Promise<boolean>

export type Confirmation = ReturnType<typeof createConfirmation>

const nobodyAsks: AskToConfirm = () => Promise.resolve(false)

/** Dangerous changes want a fresh proof. The screen brings the question, this brings it up at the right moment. */
export function createConfirmation(call: AuthorizedCall) {
  let ask = nobodyAsks
  let asking: Promise<boolean> | null = null

  return {
    /** Who asks from now on; returns the undo. */
    askWith(askToConfirm: AskToConfirm): () => void {
      ask = askToConfirm
      return () => {
        if (ask === askToConfirm) ask = nobodyAsks
      }
    },

    byPassword: (password: string): Promise<Outcome<unknown>> =>
      call({ method: 'POST', path: '/api/auth/confirm', body: { password }, reply: null }),

    /** Runs an action; when the server wants a proof first, asks for it and runs the action once more. */
    async withConfirmation<T>(action: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
      const outcome = await action()
      if (outcome.ok || outcome.failure.code !== 'confirmation_required') return outcome
      asking ??= ask().finally(() => {
        asking = null
      })
      return (await asking) ? action() : fail('cancelled', 'not confirmed')
    },
  }
}
