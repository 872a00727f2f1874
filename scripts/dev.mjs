// `npm run dev`: the server starts again and the web client reloads whenever a source is saved.
import { existsSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import './build/check-node.mjs'
import { ensureInstalled } from './build/install.mjs'
import { inRoot, node24, tools } from './build/paths.mjs'
import { supervise } from './build/supervise.mjs'

// The server reads it too; here it may name the port. (Node has this since 20.12.)
if (existsSync(inRoot('.env'))) process.loadEnvFile?.(inRoot('.env'))

const port = process.env['PORT'] || '8080'
const clientPort = process.env['DEV_CLIENT_PORT'] || '5173'
const url = `http://localhost:${clientPort}`

try {
  await ensureInstalled(console.log)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
void announce()
process.exitCode = await supervise([
  {
    command: [node24, '--watch', '--watch-preserve-output', inRoot('server/main.ts'), ...process.argv.slice(2)],
    // People and their browsers meet the page of vite, which passes /api and /ws on.
    env: { PORT: port, PUBLIC_URL: process.env['PUBLIC_URL'] || url },
  },
  {
    command: [node24, tools.vite, '--port', clientPort, '--strictPort', '--clearScreen', 'false', '--logLevel', 'warn'],
    cwd: inRoot('FrontEnd'),
    env: { CHAOS_SERVER: `http://localhost:${port}` },
  },
])

/** Says where to look as soon as both answer; the address of vite is the one that counts here. */
async function announce() {
  for (const address of [`http://localhost:${port}/api/health/ready`, url]) {
    while (!(await answers(address))) await setTimeout(300, undefined, { ref: false })
  }
  console.log(`\nOpen ${url} — the page and the server follow every save.\n`)
}

/** @param {string} address */
async function answers(address) {
  const reply = await fetch(address).catch(() => undefined)
  return reply?.ok === true
}
