import type { FastifyInstance } from 'fastify'

/**
 * The content security policy of everything we serve.
 *
 * @param styleSource lets style tags in, which the scripts of some pages add: by nonce or by hash
 */
export function contentSecurityPolicy(styleSource?: `nonce-${string}` | `sha256-${string}`): string {
  const styles = styleSource ? ` '${styleSource}'` : ''
  return [
    "default-src 'self'",
    "script-src 'self'",
    "worker-src 'self'",
    // Covers ws: and wss: of the same origin (CSP Level 3 §6.7.2.8).
    "connect-src 'self'",
    `style-src 'self'${styles}`,
    "img-src 'self' data: blob:",
    "media-src 'self' blob: mediastream:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

const everywhere = {
  'content-security-policy': contentSecurityPolicy(),
  'permissions-policy': 'microphone=(self), speaker-selection=(self), camera=(), geolocation=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  // The filters of old browsers could be turned against a page.
  'x-xss-protection': '0',
}

/** Headers of every reply. A route may replace the content security policy by one that lets its styles in. */
export function addSecurityHeaders(app: FastifyInstance, publicUrl: () => string): void {
  // Only over TLS: on plain http browsers ignore it, and a test host would be bound for a year.
  const isSecure = publicUrl().startsWith('https:')
  const headers = { ...everywhere, ...(isSecure && { 'strict-transport-security': 'max-age=31536000' }) }
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers).header('x-request-id', request.id)
    done()
  })
}
