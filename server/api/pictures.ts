import { avatarTypes } from '@chaos/protocol'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { BadRequestError } from '../utils/domain-error.ts'

/** Lets pictures in beside JSON, in this scope only. Gives the body's schema, and what reads it. */
export function acceptPictures(app: Pick<FastifyInstance, 'addContentTypeParser'>) {
  app.addContentTypeParser([...avatarTypes], { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  return {
    body: { content: Object.fromEntries(avatarTypes.map((type) => [type, { schema: Type.Unknown() }])) },
    /** Throws {@link BadRequestError} for JSON. */
    bytesOf(body: unknown): Buffer {
      if (!Buffer.isBuffer(body)) throw new BadRequestError('the body must be a picture')
      return body
    },
  }
}
