import cookie from '@fastify/cookie'
import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import { answerConnectionError } from './api/connection-errors.ts'
import { describeApi } from './api/documentation.ts'
import { handleErrors } from './api/error-handler.ts'
import { limitRates } from './api/rate-limits.ts'
import { describeRequest } from './api/request-log.ts'
import { apiRoutes } from './routes.ts'
import { addSecurityHeaders } from './api/security-headers.ts'
import { serveWebClient } from './api/web-client.ts'
import type { Context } from './context.ts'
import { newId } from './utils/ids.ts'

/** The whole HTTP side over a context. It listens nowhere yet. */
export async function buildApp(context: Context): Promise<FastifyInstance> {
  const { config, publicUrl } = context
  const loggerInstance: FastifyBaseLogger = context.logger.child({}, { serializers: { req: describeRequest } })
  const app = Fastify({
    loggerInstance,
    genReqId: newId,
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
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) =>
    body.length === 0 ? done(null, undefined) : parseJson(request, String(body), done),
  )
  handleErrors(app)
  await addSecurityHeaders(app, publicUrl.get)
  limitRates(app, config.rateLimits, context.database.createLimiter)
  await app.register(cookie)
  await describeApi(app)
  await context.sockets.register(app)
  await apiRoutes(app, context)
  await serveWebClient(app, config.http.webClient)
  return app
}
