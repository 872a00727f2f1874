import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { rootDirectory } from '../../../config/read-config.ts'
import { findFreePort } from '../../../utils/free-port.ts'

export type TestProvider = Awaited<ReturnType<typeof startOidcProvider>>

/** Starts a real OpenID provider that this server knows by `id`, and waits until it listens. */
export async function startOidcProvider(id: string, wantedPort?: number) {
  const port = wantedPort ?? (await findFreePort())
  const script = join(import.meta.dirname, 'oidc-provider-process.ts')
  const child = spawn(join(rootDirectory, 'node_modules/.bin/node'), [script, String(port), id], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const deadline = Date.now() + 30_000
  while (!output.includes('listening at')) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`the provider did not start:\n${output}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    /** In the form of `signIn.providers`. */
    settings: { kind: 'oidc', name: `Provider ${id}`, issuer: url },
    client: { clientId: 'chaos', clientSecret: 'provider-secret' },
    /** Spoils the ID tokens from here on; without an argument they are right again. */
    bend: (how: { claims?: Record<string, unknown>; foreignKey?: boolean } = {}) =>
      fetch(`${url}/bend`, { method: 'POST', body: JSON.stringify(how) }),
    async stop(): Promise<void> {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}
