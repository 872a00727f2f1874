import type { FastifyInstance } from 'fastify'
import { clientNetwork } from '../utils/client-network.ts'
import { createOwnLimiter, type RateLimit, type RateLimiter } from '../utils/rate-limiter.ts'

export type RouteClass =
  | 'signIn'
  | 'register'
  | 'refresh'
  | 'invitePreview'
  | 'uploads'
  | 'exports'
  | 'mail'
  | 'oneTimeLink'
  | 'keys'
  | 'messages'
  | 'recordings'
export type RateLimits = Record<RouteClass, RateLimit>

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The limit of the route's class; `false`: none at all. */
    rateLimit?: RateLimit | false
  }
}

/** Puts a route into a class of {@link RateLimits}: all routes of one class count together. */
export const rateLimit = (limit: RateLimit) => ({ rateLimit: limit })

/** No limit: for what load balancers ask all day. */
export const noRateLimit = { rateLimit: false } as const

/** Those that are no class of routes. */
type OtherLimit = 'requests' | 'accountRequests' | 'mailPerAccount' | 'friendRequests' | 'noticesPerSender'
type Limits = RateLimits & Record<OtherLimit, RateLimit>
type CreateLimiter = (name: string, limit: RateLimit) => RateLimiter

/**
 * Counts requests by client network, and by account once it is known; routes of a class by that too, together with the
 * other processes. What is over gets 429 with `Retry-After`.
 */
export function limitRates(app: FastifyInstance, limits: Limits, createLimiter: CreateLimiter): void {
  const { requests, accountRequests, mailPerAccount: _mail, friendRequests: _friends, ...others } = limits
  const { noticesPerSender: _notices, ...classes } = others
  const all = createOwnLimiter(requests)
  const byAccount = createOwnLimiter(accountRequests)
  // The config's own objects: which of them a route names says its class.
  const byClass = new Map(Object.entries(classes).map(([name, limit]) => [limit, createLimiter(name, limit)]))

  app.addHook('onRoute', ({ config, url }) => {
    if (config?.rateLimit && !byClass.has(config.rateLimit)) throw new Error(`${url} names a rate limit of its own`)
  })
  app.addHook('onRequest', async ({ ip, routeOptions }) => {
    const limit = routeOptions.config.rateLimit
    if (limit === false) return
    const network = clientNetwork(ip)
    await all.take(network)
    if (limit) await byClass.get(limit)?.take(network)
  })
  app.addHook('preHandler', async ({ viewer, routeOptions }) => {
    // Before sign-in there is no viewer, whatever the type says.
    const account: string | undefined = viewer?.userId
    if (account && routeOptions.config.rateLimit !== false) await byAccount.take(account)
  })
}
