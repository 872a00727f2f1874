import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer, type TestServer } from './harness/start-server.ts'

type Operation = {
  operationId: string
  parameters?: { in: string; name: string; required?: boolean; schema: object }[]
  requestBody?: { content: Record<string, { schema: object }> }
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>
  security?: object[]
}
type Description = { openapi: string; info: object; paths: Record<string, Record<string, Operation>> }

let server: TestServer
let description: Description
beforeAll(async () => {
  server = await startServer()
  description = (await server.anonymous.get('/api/openapi.json')).body as Description
})
afterAll(() => server.close())

const operations = () =>
  Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      path,
      operation,
    })),
  )

test('names every route and nothing else', () => {
  expect(description.openapi).toBe('3.1.0')
  expect(operations().map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'DELETE /api/channels/{channelId}',
      'DELETE /api/auth/sessions',
      'DELETE /api/auth/sessions/{sessionId}',
      'GET /api/auth/sessions',
      'GET /api/communities',
      'GET /api/communities/invites/{code}',
      'GET /api/communities/{communityId}',
      'GET /api/communities/{communityId}/channels',
      'GET /api/communities/{communityId}/members',
      'GET /api/health/live',
      'GET /api/health/ready',
      'GET /api/users/avatars/{avatar}/{size}',
      'GET /api/auth/server',
      'GET /api/users/administration/audit',
      'GET /api/users/administration/settings',
      'GET /api/users/administration/users',
      'GET /api/users/administration/users/{userId}',
      'GET /api/users/me',
      'PUT /api/users/me/avatar',
      'GET /api/users/me/security-log',
      'PATCH /api/channels/{channelId}',
      'POST /api/users/administration/audit/verify',
      'POST /api/auth/confirm',
      'POST /api/auth/password',
      'POST /api/auth/providers/{provider}/start',
      'POST /api/auth/refresh',
      'POST /api/auth/register',
      'POST /api/auth/set-up',
      'POST /api/auth/set-up/check',
      'POST /api/auth/sign-in',
      'POST /api/auth/sign-out',
      'POST /api/communities',
      'POST /api/communities/invites/{code}/accept',
      'POST /api/communities/{communityId}/channels',
      'POST /api/communities/{communityId}/invites',
      'POST /api/communities/webhooks/{webhookId}',
      'POST /api/channels/{channelId}/notices',
      'POST /api/users/me/bots',
    ]),
  )
  for (const { path } of operations()) expect(path).toMatch(/^\/api\//)
})

test('every schema in it is one of JSON Schema 2020-12, as OpenAPI 3.1 demands', () => {
  const ajv = new Ajv2020({ strict: false })
  let count = 0
  for (const { name, operation } of operations()) {
    const contents = [operation.requestBody, ...Object.values(operation.responses)].flatMap((part) =>
      Object.values(part?.content ?? {}),
    )
    for (const { schema } of [...contents, ...(operation.parameters ?? [])]) {
      expect(ajv.validateSchema(schema), `${name}: ${ajv.errorsText()}`).toBe(true)
      count += 1
    }
  }
  expect(count).toBeGreaterThan(40)
})

/** What needs no access token. */
const open = new RegExp(
  `^\\w+ /api/(${[
    'auth/(register|sign-in|refresh|sign-out|server|set-up(/check)?)$',
    'auth/passkeys/sign-(in|up)(-options)?$',
    'auth/second-step(/passkey-options)?$',
    'auth/providers/((complete|sign-up|\\{provider\\}/start)?$)',
    'health',
    'users/(avatars|exports)',
    'auth/registration(/challenge)?$',
    'auth/((forgot|reset)-password|verify-email)$',
    'communities/invites/\\{code\\}$',
  ].join('|')})`,
)

test('every operation is complete: unique id, path parameters, a success, a refusal, its security', () => {
  const ids = operations().map(({ operation }) => operation.operationId)
  expect(new Set(ids).size).toBe(ids.length)
  for (const { name, path, operation } of operations()) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter)
    const described = (operation.parameters ?? []).filter((one) => one.in === 'path')
    expect(new Set(described.map((one) => one.name)), name).toEqual(new Set(named))
    expect(
      described.every((one) => one.required),
      name,
    ).toBe(true)
    const statuses = Object.keys(operation.responses)
    expect(
      statuses.some((status) => status.startsWith('2')),
      name,
    ).toBe(true)
    expect(Object.keys(operation.responses['4XX']?.content ?? {}), name).toEqual(['application/problem+json'])
    const scheme = name === 'POST /api/communities/webhooks/{webhookId}' ? 'webhookSecret' : 'accessToken'
    expect(operation.security, name).toEqual(open.test(name) ? undefined : [{ [scheme]: [] }])
  }
})

test('the documentation page runs under our policy: no script and no style of its own', async () => {
  const { status, body } = await server.anonymous.get('/api/docs/')
  expect(status).toBe(200)
  const page = String(body)
  expect(page).toContain('swagger-initializer.js')
  expect(page).not.toMatch(/<style|<script(?![^>]*\ssrc=)|\son\w+=|\sstyle=/)
  for (const [, path = ''] of page.matchAll(/(?:src|href)="([^"]+)"/g))
    expect((await server.anonymous.get(new URL(path, `${server.url}/api/docs/`).pathname)).status, path).toBe(200)
})
