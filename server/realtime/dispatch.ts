import { type CloseReason, type ErrorCode, protocolVersion } from '@chaos/protocol'
import { DomainError } from '../utils/domain-error.ts'
import type { Logger } from '../utils/logger.ts'
import type { Session } from './session.ts'

type Message = { type: string }
type Hello = { type: 'session.hello'; version: number; token: string }
type Ping = { type: 'session.ping'; id: number }

/** A function for every message of a socket but those that all sockets share. A missing one does not compile. */
export type Handlers<In extends Message, State> = {
  [K in Exclude<In['type'], 'session.hello' | 'session.ping'>]: (
    state: State,
    message: Extract<In, { type: K }>,
  ) => void | Promise<void>
}

export type Channel<In extends Message, Out extends object, State> = {
  /** Lets the caller in or throws a refusal, which ends the socket. */
  greet(session: Session<Out>, hello: Extract<In, Hello>): Promise<State>
  handlers: Handlers<In, State>
}

const closeFor: Partial<Record<ErrorCode, CloseReason>> = {
  unauthenticated: 'unauthenticated',
  token_expired: 'unauthenticated',
  forbidden: 'forbidden',
  scope_missing: 'forbidden',
  not_found: 'notFound',
  channel_full: 'channelFull',
  rate_limited: 'rateLimited',
  unsupported_version: 'unsupportedVersion',
  going_away: 'goingAway',
  bad_request: 'malformed',
}

class UnsupportedVersionError extends DomainError {
  override readonly code = 'unsupported_version'
}

/** Owns the order (hello first, once), the shared messages and every error of one socket. */
export function createDispatch<In extends Message, Out extends object, State>(
  channel: Channel<In, Out, State>,
  logger: Logger,
) {
  let state: { value: State } | undefined
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table's key and its function's message have the same type by construction, which the compiler cannot follow
  const handlers = channel.handlers as unknown as Record<
    string,
    ((state: State, message: In) => void | Promise<void>) | undefined
  >

  const greet = async (session: Session<Out>, hello: Extract<In, Hello>): Promise<void> => {
    if (hello.version !== protocolVersion) throw new UnsupportedVersionError('Reload to get the current version.')
    state = { value: await channel.greet(session, hello) }
  }

  const handle = async (session: Session<Out>, message: In): Promise<void> => {
    if (isHello<In>(message) !== (state === undefined)) return session.close('malformed')
    if (isHello<In>(message)) return greet(session, message)
    if (isPing(message)) return session.send({ type: 'session.pong', id: message.id })
    const handler = handlers[message.type]
    if (state && handler) await handler(state.value, message)
  }

  return async (session: Session<Out>, message: In): Promise<void> => {
    const before = state
    try {
      await handle(session, message)
    } catch (error) {
      if (session.closed) {
        // Nobody is left to answer, and it may have failed only because the server stops; a bug still shows.
        if (!(error instanceof DomainError))
          logger.warn({ err: error, message: message.type }, 'socket handler failed late')
        return
      }
      const code = error instanceof DomainError ? error.code : 'internal'
      if (!(error instanceof DomainError)) logger.error({ err: error, message: message.type }, 'socket handler failed')
      const text = error instanceof DomainError ? error.message : 'Something went wrong on the server.'
      session.send({ type: 'session.refused', code, message: text })
      // A refusal ends a socket that was not let in yet; afterwards it only answers the message.
      if (!before) session.close(closeFor[code] ?? 'internal')
    }
  }
}

const isPing = (message: Message): message is Ping => message.type === 'session.ping'
const isHello = <In extends Message>(message: In): message is Extract<In, Hello> => message.type === 'session.hello'
