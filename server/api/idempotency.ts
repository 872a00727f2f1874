import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { BadRequestError, DomainError } from '../utils/domain-error.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route honours `Idempotency-Key`: a repeated request gets the first one's answer and does nothing. */
    idempotent?: boolean
  }
  interface FastifyRequest {
    /** The key that this request claimed and has to settle. */
    idempotencyKey: string | null
  }
}

class RequestInProgressError extends DomainError {
  override readonly code = 'request_in_progress'
}

type Claim = { userId: string; key: string; requestHash: string }
type Answer = { status: number; body: unknown }

export type IdempotencyStore = {
  /** `mine`: nobody had the key; do the work, then `keep` or `release`. */
  claim(claim: Claim): Promise<{ kind: 'mine' | 'running' | 'other_request' } | { kind: 'answered'; answer: Answer }>
  keep(userId: string, key: string, answer: Answer): Promise<void>
  release(userId: string, key: string): Promise<void>
}

const keyShape = /^[\x21-\x7e]{1,128}$/

/** For routes whose config says `idempotent`, in a scope behind `requireViewer`. */
export function honourIdempotencyKeys(app: FastifyInstance, store: IdempotencyStore): void {
  app.decorateRequest('idempotencyKey', null)

  app.addHook('onRoute', (route) => {
    if (!route.config?.idempotent) return
    route.preHandler = [...hooksOf(route.preHandler), claim]
    route.onSend = [...hooksOf(route.onSend), settle]
  })

  async function claim(request: FastifyRequest, reply: FastifyReply) {
    const key = request.headers['idempotency-key']
    if (key === undefined) return
    if (typeof key !== 'string' || !keyShape.test(key))
      throw new BadRequestError('an Idempotency-Key has 1 to 128 printable ASCII characters')
    const claimed = await store.claim({ userId: request.viewer.userId, key, requestHash: hashOf(request) })
    if (claimed.kind === 'running') throw new RequestInProgressError('the first request with this key still runs')
    if (claimed.kind === 'other_request') throw new BadRequestError('this Idempotency-Key was used for another request')
    if (claimed.kind === 'answered') return reply.code(claimed.answer.status).send(claimed.answer.body)
    request.idempotencyKey = key
  }

  async function settle(request: FastifyRequest, reply: FastifyReply, payload: unknown) {
    const { idempotencyKey: key, viewer } = request
    if (key === null) return
    request.idempotencyKey = null
    const succeeded = reply.statusCode < 300 && typeof payload === 'string'
    if (succeeded) await store.keep(viewer.userId, key, { status: reply.statusCode, body: JSON.parse(payload) })
    else await store.release(viewer.userId, key)
  }
}

const hooksOf = <T>(hooks: T | T[] | undefined): T[] => (Array.isArray(hooks) ? hooks : hooks ? [hooks] : [])

const hashOf = ({ method, url, body }: FastifyRequest): string =>
  createHash('sha256')
    .update(JSON.stringify([method, url, body]))
    .digest('hex')
