import { createServer } from 'node:http'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { build } from 'vite'

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' }

const page = (entry: string): string =>
  `<!doctype html><link rel="icon" href="data:,"><script type="module" src="${entry}"></script>`

/** Builds one entry with all it needs, as the client is built, and serves it on a page of its own. */
export async function openLab(entry: string): Promise<{ url: string; close(): Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), 'chaos-lab-'))
  await writeFile(join(root, 'index.html'), page(entry))
  const outDir = join(root, 'built')
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    worker: { format: 'es' },
    build: { target: 'es2024', outDir, assetsInlineLimit: 0, modulePreload: { polyfill: false }, minify: false },
  })
  const server = createServer((request, reply) => {
    const path = request.url === '/' ? '/index.html' : (request.url ?? '')
    readFile(join(outDir, path)).then(
      (content) => reply.writeHead(200, { 'content-type': types[extname(path)] ?? '' }).end(content),
      () => reply.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://localhost:${port}/`,
    async close() {
      server.close()
      server.closeAllConnections()
      await rm(root, { recursive: true })
    },
  }
}
