import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { findFreePort } from '../../utils/free-port.ts'

export type NatsServer = { url: string; stop(): Promise<void>; restart(): Promise<void> }

/** A NATS server of its own, on a free port of 127.0.0.1, that keeps nothing. */
export async function startNats(): Promise<NatsServer> {
  const port = await findFreePort()
  let child = await start(port)
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  return {
    url: `nats://127.0.0.1:${port}`,
    stop,
    async restart() {
      await stop()
      child = await start(port)
    },
  }
}

async function start(port: number): Promise<ChildProcess> {
  const program = process.env['NATS_SERVER_PATH'] ?? 'nats-server'
  const child = spawn(program, ['--addr', '127.0.0.1', '--port', String(port)], { stdio: ['ignore', 'ignore', 'pipe'] })
  await new Promise<void>((resolve, reject) => {
    let output = ''
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`nats-server ended:\n${output}`)))
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      if (output.includes('Server is ready')) resolve()
    })
  })
  return child
}
