import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFreePort } from '../../utils/free-port.ts'

const program = createRequire(import.meta.url).resolve('s3rver/bin/s3rver.js')
const bucket = 'chaos-test'

export type S3Server = Awaited<ReturnType<typeof startS3>>

/** An S3 service of its own, as a process, with one bucket. It knows its keys and checks sums; signatures of version 4 it only reads. */
export async function startS3() {
  const folder = await mkdtemp(join(tmpdir(), 'chaos-s3-'))
  const port = await findFreePort()
  const where = ['--directory', folder, '--address', '127.0.0.1', '--port', String(port)]
  const child = spawn(process.execPath, [program, ...where, '--no-vhost-buckets', '--configure-bucket', bucket], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  await listening(child)
  const endpoint = `http://127.0.0.1:${port}`
  return {
    settings: { endpoint, bucket, region: 'us-east-1', accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER', cdnUrl: null },
    async stop(): Promise<void> {
      if (child.exitCode === null) {
        child.kill('SIGTERM')
        await once(child, 'exit')
      }
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function listening(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = ''
    child.once('exit', () => reject(new Error(`the S3 server ended:\n${output}`)))
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        output += chunk.toString()
        if (output.includes('listening')) resolve()
      })
  })
}
