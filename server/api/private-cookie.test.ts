import cookies from '@fastify/cookie'
import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { createPrivateCookie, longestLifetime } from './private-cookie.ts'

type Settings = Parameters<typeof createPrivateCookie>[1]

/** What browsers are told, and what is read when they send `sent`. */
async function ask(publicUrl: string, settings: Settings, sent: Record<string, string> = {}) {
  const cookie = createPrivateCookie(() => publicUrl, settings)
  await using app = Fastify()
  await app.register(cookies)
  app.get('/', (request, reply) => reply.send({ read: cookie.read(request) ?? null }))
  app.post('/', (_request, reply) => cookie.set(reply, 'secret', longestLifetime).send(null))
  app.delete('/', (_request, reply) => cookie.clear(reply).send(null))
  const [got, set, cleared] = [
    await app.inject({ method: 'GET', url: '/', cookies: sent }),
    await app.inject({ method: 'POST', url: '/' }),
    await app.inject({ method: 'DELETE', url: '/' }),
  ]
  const { read } = got.json<{ read: string | null }>()
  return { read, set: set.headers['set-cookie'], cleared: cleared.headers['set-cookie'] }
}

test('with TLS the name says where it may come from, and no other name is read', async () => {
  const sent = { mark: 'planted', '__Host-mark': 'host', '__Secure-mark': 'secure' }
  const everywhere = await ask('https://chaos.example', { name: 'mark', path: '/' }, sent)
  expect(everywhere.read).toBe('host')
  expect(everywhere.set).toBe('__Host-mark=secret; Max-Age=34560000; Path=/; HttpOnly; Secure; SameSite=Strict')
  const below = await ask('https://chaos.example', { name: 'mark', path: '/api', sameSite: 'lax' }, sent)
  expect(below.read).toBe('secure')
  expect(below.set).toBe('__Secure-mark=secret; Max-Age=34560000; Path=/api; HttpOnly; Secure; SameSite=Lax')
})

test('without TLS it has its bare name, and goes as it came', async () => {
  const { read, set, cleared } = await ask('http://localhost:8000', { name: 'mark', path: '/api' }, { mark: 'mine' })
  expect(read).toBe('mine')
  expect(set).toBe('mark=secret; Max-Age=34560000; Path=/api; HttpOnly; SameSite=Strict')
  expect(cleared).toMatch(/^mark=; .*Path=\/api; Expires=Thu, 01 Jan 1970 /)
})
