import { Problem } from '@chaos/protocol'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { contentSecurityPolicy } from './security-headers.ts'

const description =
  'REST interface of C.H.A.O.S. Errors are problem details (RFC 9457) with our own `code`. ' +
  'Live voice and presence run on sockets, which packages/protocol describes.'

/** OpenAPI 3.1 at /api/openapi.json and readable pages at /api/docs, both from the schemas of the routes. */
export async function describeApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'C.H.A.O.S.', description, version: '0.1.0', license: { name: 'MIT', identifier: 'MIT' } },
      components: {
        securitySchemes: {
          accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: "or a bot's token" },
          webhookSecret: { type: 'http', scheme: 'bearer' },
        },
      },
    },
    transform: ({ schema, url, route }) => {
      const response = { ...(typeof schema?.response === 'object' ? schema.response : {}), '4xx': problem }
      const tag = url.split('/')[2]
      return {
        schema: { ...schema, response, tags: tag ? [tag] : [], operationId: operationId(route.method, url) },
        url,
      }
    },
  })
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    uiHooks: {
      onRequest: (_request, reply, done) => {
        reply.header('content-security-policy', contentSecurityPolicy(swaggerStyle))
        done()
      },
    },
  })
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger())
}

/** The one style tag that Swagger UI's script adds. */
const swaggerStyle = 'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='

const problem = { description: 'Refused', content: { 'application/problem+json': { schema: Problem } } }

/** `GET /api/users/me` is `getUsersMe`. */
function operationId(method: string | string[], url: string): string {
  const words = url.split('/').slice(2).filter(Boolean)
  const name = words.map((word) =>
    word.replace(/^:/, 'by-').replace(/(^|-)(\w)/g, (_, __, first: string) => first.toUpperCase()),
  )
  return String(method).toLowerCase() + name.join('')
}
