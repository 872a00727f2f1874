import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { decodeJwt } from 'jose'
import { findFreePort } from '../../utils/free-port.ts'
import { own } from '../shared/own-children.ts'
import { openConnection } from './connection.ts'
import type { Worker } from './drive.ts'
import { inTurns, usersMe } from './users-me.ts'

/** Debian's, where its packages are. */
const python = '/usr/bin/python3'
const startWithinMs = 20_000

const fastest = ['--workers', '1', '--loop', 'uvloop', '--http', 'httptools', '--no-access-log']

/** What it runs with; null unless `python3-fastapi`, `uvicorn` and `python3-jwt` are installed. */
export function describeFastapi(): string | null {
  const modules = ['fastapi', 'uvicorn', 'uvloop', 'httptools', 'jwt', 'cryptography', 'pydantic']
  const script = `import sys, ${modules.join(', ')}
from importlib.metadata import version
print("Python %s" % sys.version.split()[0], *("%s %s" % (n, version(n)) for n in "${modules.join(' ').replace('jwt', 'PyJWT')}".split()), sep=", ")`
  const asked = spawnSync(python, ['-c', script], { encoding: 'utf8' })
  return asked.status === 0 ? asked.stdout.trim() : null
}

/** One uvicorn process with `peer.py`, knowing the keys that our server publishes. */
export async function startFastapi({ jwks, tokens }: { jwks: string; tokens: readonly string[] }) {
  await using started = new AsyncDisposableStack()
  const port = await findFreePort()
  const { iss = '', aud = '' } = decodeJwt(tokens[0] ?? '')
  const child = spawn(
    python,
    [
      '-m',
      'uvicorn',
      'peer:app',
      '--app-dir',
      import.meta.dirname,
      '--port',
      String(port),
      ...fastest,
      '--log-level',
      'warning',
    ],
    {
      env: {
        ...process.env,
        PEER_JWKS: jwks,
        PEER_ISSUER: iss,
        PEER_AUDIENCE: String(aud),
        PYTHONDONTWRITEBYTECODE: '1',
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  started.defer(own(child.pid))
  started.defer(async () => {
    if (child.exitCode !== null) return
    child.kill('SIGTERM')
    await once(child, 'exit')
  })
  const connection = openConnection(port)
  started.defer(connection.close)
  const ask = usersMe(connection, inTurns(tokens))
  const giveUpAt = performance.now() + startWithinMs
  while (
    !(await ask().then(
      () => true,
      () => false,
    ))
  ) {
    if (child.exitCode !== null || performance.now() > giveUpAt) throw new Error('it did not start')
    await sleep(100)
  }
  const owned = started.move()
  return {
    pid: child.pid ?? 0,
    usersMe: (seat: number): Worker => {
      const ownConnection = openConnection(port)
      owned.defer(ownConnection.close)
      return usersMe(ownConnection, inTurns(tokens, seat))
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}
