import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer, type TestServer } from './harness/start-server.ts'
import { cookieOf, password } from './harness/test-client.ts'

const index = '<!doctype html><meta property="csp-nonce" content="__CSP_NONCE__"><div id="root"></div>'

let folder: string
let server: TestServer
let secure: TestServer
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chaos-web-'))
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'index.html'), index)
  await writeFile(join(folder, 'favicon.svg'), '<svg/>')
  await writeFile(join(folder, 'assets/app-1a2b.js'), 'export {}')
  server = await startServer({ overrides: { http: { webClient: folder } } })
  secure = await startServer({
    overrides: { http: { webClient: join(folder, 'unbuilt'), publicUrl: 'https://chaos.example/' } },
  })
})
afterAll(async () => {
  await server.close()
  await secure.close()
  await rm(folder, { recursive: true })
})

function policyOf(headers: Headers): Record<string, string> {
  const parts = (headers.get('content-security-policy') ?? '').split('; ')
  return Object.fromEntries(parts.map((part) => [part.split(' ', 1)[0] ?? '', part.replace(/^\S+ /, '')]))
}

test('every reply has the strict policies', async () => {
  for (const path of ['/', '/api/health/live', '/api/nothing', '/assets/app-1a2b.js', '/api/docs']) {
    const { headers } = await server.anonymous.get(path)
    const { 'style-src': styles, ...rest } = policyOf(headers)
    expect(rest).toEqual({
      'default-src': "'self'",
      'script-src': "'self'",
      'worker-src': "'self'",
      'connect-src': "'self'",
      'img-src': "'self' data: blob:",
      'media-src': "'self' blob: mediastream:",
      'object-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'self'",
      'frame-ancestors': "'none'",
    })
    expect(styles).toMatch(/^'self'( '(nonce-[\w+/=]{24}|sha256-[\w+/=]{44})')?$/)
    expect(headers.get('permissions-policy')).toBe(
      'microphone=(self), speaker-selection=(self), camera=(self), geolocation=()',
    )
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('strict-transport-security')).toBeNull()
  }
})

test('the page and its policy share a nonce that is new each time', async () => {
  const nonces = []
  for (const path of ['/', '/index.html', '/communities/x', '/invite/abc?from=mail']) {
    const { status, headers, body } = await server.anonymous.get(path)
    const nonce = /content="([^"]+)"/.exec(String(body))?.[1] ?? ''
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(policyOf(headers)['style-src']).toBe(`'self' 'nonce-${nonce}'`)
    nonces.push(nonce)
  }
  expect(new Set(nonces).size).toBe(4)
})

test('hashed files stay in caches for good, others are asked for again', async () => {
  const asset = await server.anonymous.get('/assets/app-1a2b.js')
  expect([asset.status, asset.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable'])
  expect((await server.anonymous.get('/favicon.svg')).headers.get('cache-control')).toBe('no-cache')
})

test.each([
  '/assets/gone.js',
  '/api/gone',
  '/ws/gone',
  '/.well-known/gone',
  '/..%2f..%2fpackage.json',
  '/assets/..%2f..%2f..%2fetc%2fpasswd',
])('%s is not there', async (path) => {
  const { status, body } = await server.anonymous.get(path)
  expect(status).toBeGreaterThanOrEqual(400)
  expect(status).toBeLessThan(500)
  expect(String(body)).not.toContain('root')
})

test('behind https: HSTS, a Secure cookie and links that start with it', async () => {
  const reply = await secure.anonymous.post('/api/auth/register', { userName: 'somebody', password })
  expect(reply.headers.get('strict-transport-security')).toBe('max-age=31536000')
  expect(reply.headers.getSetCookie()[0]).toMatch(/^__Secure-chaos_refresh=.*; HttpOnly; Secure; SameSite=Strict$/)
  expect(reply.headers.getSetCookie()[1]).toMatch(
    /^__Host-chaos_client=.*; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
  )
  const headers = { cookie: cookieOf(reply), origin: 'https://chaos.example' }
  expect((await secure.anonymous.post('/api/auth/refresh', {}, headers)).status).toBe(200)
  expect(secure.context.publicUrl.get()).toBe('https://chaos.example')
})

test('without a built client a page says so', async () => {
  const { status, body } = await secure.anonymous.get('/')
  expect(status).toBe(200)
  expect(body).toContain('not built yet')
})
