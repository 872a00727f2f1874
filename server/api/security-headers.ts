import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'

/**
 * The content security policy of everything we serve.
 *
 * @param styleSource lets style tags in, which the scripts of some pages add: by nonce or by hash
 * @param filesFrom where recordings are fetched from, besides this server
 */
export function contentSecurityPolicy(
  styleSource?: `nonce-${string}` | `sha256-${string}`,
  filesFrom: string | null = null,
): string {
  const styles = styleSource ? ` '${styleSource}'` : ''
  return [
    "default-src 'self'",
    "script-src 'self'",
    "worker-src 'self'",
    // Covers ws: and wss: of the same origin (CSP Level 3 §6.7.2.8).
    filesFrom === null ? "connect-src 'self'" : `connect-src 'self' ${filesFrom}`,
    `style-src 'self'${styles}`,
    "img-src 'self' data: blob:",
    "media-src 'self' blob: mediastream:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

const permissionsPolicy = 'microphone=(self), speaker-selection=(self), camera=(self), geolocation=()'

/** Headers of every reply. A route may replace the content security policy by one that lets its styles in. */
export async function addSecurityHeaders(app: FastifyInstance, publicUrl: () => string): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: false,
    // Only over TLS: on plain http browsers ignore it, and a test host would be bound for a year.
    strictTransportSecurity: publicUrl().startsWith('https:') && { maxAge: 31_536_000, includeSubDomains: false },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  })
  const policies = { 'content-security-policy': contentSecurityPolicy(), 'permissions-policy': permissionsPolicy }
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(policies).header('x-request-id', request.id)
    done()
  })
}
