import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { makeProblem, sendProblem } from './error-handler.ts'
import { noRateLimit } from './rate-limits.ts'
import { contentSecurityPolicy } from './security-headers.ts'

/** Stands in the built index.html where the nonce of each reply goes. */
const nonceMark = '__CSP_NONCE__'

const unbuiltPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>C.H.A.O.S.</title>
<p>The server runs, but the web client is not built yet: run <code>npm start</code>.
<p>The interface for programs is described at <a href="/api/docs">/api/docs</a>.
`

/**
 * Serves the built web client. Files with a hash in their name stay in caches for good; index.html never does, and
 * answers every path that is a place in the client.
 *
 * @param folder of the built client; when it is missing, a page says so
 * @param filesFrom where it fetches recordings from, besides this server
 */
export async function serveWebClient(
  app: FastifyInstance,
  folder: string,
  filesFrom: string | null = null,
): Promise<void> {
  const indexFile = join(folder, 'index.html')
  const page = existsSync(indexFile) ? readFileSync(indexFile, 'utf8') : unbuiltPage
  const sendPage = (_request: FastifyRequest, reply: FastifyReply) => {
    const nonce = randomBytes(16).toString('base64')
    reply.header('content-security-policy', contentSecurityPolicy(`nonce-${nonce}`, filesFrom))
    reply.header('cache-control', 'no-store')
    return reply.type('text/html; charset=utf-8').send(page.replaceAll(nonceMark, nonce))
  }

  const hidden = { schema: { hide: true } }
  app.get('/', hidden, sendPage)
  app.get('/index.html', hidden, sendPage)
  if (existsSync(folder)) {
    const hashed = join(folder, 'assets') + sep
    await app.register(async (files) => {
      // One page is dozens of files, and many people may share one address.
      files.addHook('onRoute', (route) => void (route.config = { ...route.config, ...noRateLimit }))
      await files.register(fastifyStatic, {
        root: folder,
        index: false,
        preCompressed: true,
        cacheControl: false,
        schemaHide: true,
        setHeaders: (reply, path) => {
          const forGood = path.startsWith(hashed)
          reply.header('cache-control', forGood ? 'public, max-age=31536000, immutable' : 'no-cache')
        },
      })
    })
  }
  app.setNotFoundHandler((request, reply) => {
    if (isPlaceInClient(request)) return sendPage(request, reply)
    return sendProblem(reply, makeProblem('not_found', { detail: 'There is nothing here.', requestId: request.id }))
  })
}

function isPlaceInClient({ method, url }: FastifyRequest): boolean {
  const path = url.split('?', 1)[0] ?? ''
  const isFile = /\.[^/]+$/.test(path)
  return (method === 'GET' || method === 'HEAD') && !isFile && !/^\/(api|ws|\.well-known)(\/|$)/.test(path)
}
