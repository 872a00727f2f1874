import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { ForbiddenError } from '../utils/domain-error.ts'
import { handleErrors } from './error-handler.ts'
import { requireAdministrator } from './require-administrator.ts'

test('every route of the scope asks, and only those', async () => {
  const app = Fastify()
  handleErrors(app)
  app.decorateRequest('viewer')
  app.addHook('onRequest', async (request) => {
    request.viewer = { userId: String(request.headers['x-user']), sessionId: 's' }
  })
  app.get('/open', async () => 'open')
  await app.register(async (scope) => {
    requireAdministrator(scope, {
      require: async ({ userId }) => {
        if (userId !== 'owner') throw new ForbiddenError('only administrators may do this')
      },
    })
    scope.get('/closed', async () => 'closed')
  })
  const ask = async (url: string, user: string) => (await app.inject({ url, headers: { 'x-user': user } })).statusCode
  expect([await ask('/open', 'u'), await ask('/closed', 'u'), await ask('/closed', 'owner')]).toEqual([200, 403, 200])
})
