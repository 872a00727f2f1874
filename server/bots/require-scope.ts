import type { BotScope } from '@chaos/protocol'
import type { Viewer } from '../auth/viewer.ts'
import { DomainError } from '../utils/domain-error.ts'

class ScopeMissingError extends DomainError {
  override readonly code = 'scope_missing'
}

/** Lets people pass. Throws {@link ScopeMissingError} for bots without the scope, and for all of them where none is named. */
export function requireScope({ bot }: Viewer, scope: BotScope | undefined): void {
  if (!bot) return
  if (scope === undefined) throw new ScopeMissingError('no bot may do this')
  if (!bot.scopes.includes(scope)) throw new ScopeMissingError(`this needs a token with the scope ${scope}`)
}
