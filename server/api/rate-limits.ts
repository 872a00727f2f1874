import rateLimitPlugin from '@fastify/rate-limit'
import type { FastifyInstance } from 'fastify'
import { DomainError } from '../utils/domain-error.ts'

type RateLimit = { max: number; windowSeconds: number }
export type RateLimits = Record<'signIn' | 'register' | 'refresh' | 'invitePreview' | 'uploads' | 'exports', RateLimit>

class RateLimitedError extends DomainError {
  override readonly code = 'rate_limited'
}

const bounds = ({ max, windowSeconds }: RateLimit) => ({ max, timeWindow: windowSeconds * 1000 })

/** A route's own limit, in its `config`. */
export const rateLimit = (limit: RateLimit) => ({ rateLimit: bounds(limit) })

/** No limit: for what load balancers ask all day. */
export const noRateLimit = { rateLimit: false } as const

/** Counts requests by client address, in this process. What is over gets 429 with `Retry-After`. */
export async function limitRates(app: FastifyInstance, limit: RateLimit): Promise<void> {
  await app.register(rateLimitPlugin, {
    ...bounds(limit),
    errorResponseBuilder: (_request, { after }) => new RateLimitedError(`too many requests; try again in ${after}`),
  })
}
