import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import { createClientCookie } from './api/client-cookie.ts'
import { answerConnectionError } from './api/connection-errors.ts'
import { describeApi } from './api/documentation.ts'
import { handleErrors } from './api/error-handler.ts'
import { limitRates } from './api/rate-limits.ts'
import { createRequestLog, describeRequest } from './api/request-log.ts'
import { apiRoutes } from './routes.ts'
import { addSecurityHeaders } from './api/security-headers.ts'
import { serveWebClient } from './api/web-client.ts'
import type { Context } from './context.ts'
import { BadRequestError } from './utils/domain-error.ts'

/** U+0000 written as JSON writes it, which PostgreSQL keeps in no text; not a backslash that is itself escaped. */
const zeroCharacter = /(?<!\\)(?:\\\\)*\\u0000/

/** The whole HTTP side over a context. It listens nowhere yet. */
export async function buildApp(context: Context): Promise<FastifyInstance> {
  const { config, publicUrl } = context
  const loggerInstance: FastifyBaseLogger = context.logger.child({}, { serializers: { req: describeRequest } })
  const app = Fastify({
    loggerInstance,
    logController: createRequestLog(),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    trustProxy: config.http.trustedProxies.length > 0 ? config.http.trustedProxies : false,
    bodyLimit: config.http.bodyLimitBytes,
    requestTimeout: config.http.requestTimeoutMs,
    http: { maxHeaderSize: config.http.headerLimitBytes },
    forceCloseConnections: 'idle',
    clientErrorHandler: answerConnectionError,
  })
  app.setValidatorCompiler(TypeBoxValidatorCompiler)
  // Only JSON comes in. An empty body is none, whatever type it claims.
  app.removeAllContentTypeParsers()
  const parseJson = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) return done(null, undefined)
    if (zeroCharacter.test(String(body))) return done(new BadRequestError('a text cannot hold the character U+0000'))
    void parseJson(request, String(body), done)
  })
  handleErrors(app)
  await addSecurityHeaders(app, publicUrl.get)
  limitRates(app, config.rateLimits, context.database.createLimiter)
  await app.register(cookie)
  createClientCookie(publicUrl.get).recognize(app)
  await describeApi(app)
  await context.sockets.register(app)
  await apiRoutes(app, context)
  await serveWebClient(app, config.http.webClient, context.filesFrom)
  return app
}
