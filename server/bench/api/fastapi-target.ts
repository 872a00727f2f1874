import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { decodeJwt } from 'jose'
import { findFreePort } from '../../utils/free-port.ts'
import { own } from '../shared/own-children.ts'
import { openConnection } from './connection.ts'
import type { Worker } from './drive.ts'

/** Debian's, where its packages are. */
const python = '/usr/bin/python3'
const startWithinMs = 20_000

/** Whether `python3-fastapi`, `uvicorn` and `python3-jwt` are installed. */
export const hasFastapi = (): boolean =>
  spawnSync(python, ['-c', 'import fastapi, uvicorn, jwt, cryptography']).status === 0

/** One uvicorn process with `peer.py`, knowing the keys that our server publishes. */
export async function startFastapi({ jwks, token }: { jwks: string; token: string }) {
  await using started = new AsyncDisposableStack()
  const port = await findFreePort()
  const { iss = '', aud = '' } = decodeJwt(token)
  const child = spawn(
    python,
    ['-m', 'uvicorn', 'peer:app', '--app-dir', import.meta.dirname, '--port', String(port), '--log-level', 'warning'],
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
  const headers = { authorization: `Bearer ${token}` }
  const ask: Worker = async () => void (await connection.ask({ method: 'GET', path: '/api/users/me', headers }))
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
    usersMe: (): Worker => {
      const ownConnection = openConnection(port)
      owned.defer(ownConnection.close)
      return async () => void (await ownConnection.ask({ method: 'GET', path: '/api/users/me', headers }))
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}
