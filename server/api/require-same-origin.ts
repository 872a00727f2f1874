import type { FastifyRequest } from 'fastify'
import { DomainError, ForbiddenError } from '../utils/domain-error.ts'
import { judgeOrigin } from '../utils/same-origin.ts'

class NotJsonError extends DomainError {
  override readonly code = 'unsupported_media_type'
}

type Options = {
  publicUrl: () => string
  /** Whether a caller that names no origin may pass: a program that brings no cookies of its own accord. */
  mayBeUnknown: boolean
}

/** Refuses what another site's page sends: it may carry the viewer's cookies. JSON cannot be sent by a form. */
export function requireSameOrigin({ publicUrl, mayBeUnknown }: Options) {
  return async ({ headers, host }: FastifyRequest): Promise<void> => {
    const fetchSite = headers['sec-fetch-site']?.toString()
    const verdict = judgeOrigin({ origin: headers.origin, fetchSite, host }, publicUrl())
    if (verdict === 'foreign' || (verdict === 'unknown' && !mayBeUnknown))
      throw new ForbiddenError('this must come from our own pages')
    if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) throw new NotJsonError('this must be JSON')
  }
}
