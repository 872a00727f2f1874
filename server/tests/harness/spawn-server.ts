import { type ChildProcess, spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rootDirectory } from '../../config/read-config.ts'

type Options = {
  /** Kept when given; otherwise a new folder that `stop` removes. */
  dataDirectory?: string
  environment?: Record<string, string>
  args?: string[]
  /** Of Node itself. */
  nodeArgs?: string[]
}

export type SpawnedServer = {
  url: string
  udpPort: number
  pid: number
  dataDirectory: string
  /** Everything it has printed. */
  output(): string
  /** Asks it to stop, waits until it has, and returns its exit code. */
  stop(): Promise<number | null>
  /** Kills it without a word, as a crash would. */
  kill(): Promise<void>
}

const startWithinMs = 60_000

/** Starts `server/main.ts` as it ships, in a process of its own, on free ports of 127.0.0.1, and waits until it listens. */
export async function spawnServer({
  dataDirectory,
  environment = {},
  args = [],
  nodeArgs = [],
}: Options = {}): Promise<SpawnedServer> {
  const folder = dataDirectory ?? (await createFolder())
  const udpPort = await findFreeUdpPort()
  const child = spawn(join(rootDirectory, 'node_modules/.bin/node'), [...nodeArgs, 'server/main.ts', ...args], {
    cwd: rootDirectory,
    env: { ...process.env, ...settings(folder, udpPort), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const url = await waitForUrl(child, () => output)
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill(signal)
      await once(child, 'exit')
    }
    return child.exitCode
  }
  return {
    url,
    udpPort,
    pid: child.pid ?? 0,
    dataDirectory: folder,
    output: () => output,
    async stop() {
      const code = await end('SIGTERM')
      if (dataDirectory === undefined) await rm(folder, { recursive: true, force: true })
      return code
    },
    async kill() {
      await end('SIGKILL')
    },
  }
}

async function createFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'chaos-spawned-'))
  await chmod(folder, 0o755)
  return folder
}

/** Empty ones keep a developer's own `.env` out. */
const settings = (folder: string, udpPort: number) => ({
  NODE_ENV: 'production',
  HOST: '127.0.0.1',
  PORT: '0',
  PUBLIC_URL: '',
  TRUSTED_PROXY: '',
  DATA_DIR: folder,
  DATABASE_URL: '',
  NATS_URL: '',
  INSTANCE_SECRET: '',
  OIDC_PROVIDERS: '',
  VOICE_UDP_PORT: String(udpPort),
  VOICE_ANNOUNCED_ADDRESSES: '127.0.0.1',
  VOICE_SLOTS: '',
  ICE_SERVERS: '',
  SMTP_URL: '',
  S3_URL: '',
  LOG_LEVEL: 'warn',
})

function waitForUrl(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`the server ${why}:\n${output()}`))
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      fail(`did not start within ${startWithinMs} ms`)
    }, startWithinMs)
    child.stdout?.on('data', () => {
      const url = /is running at (http\S+)/.exec(output())?.[1]
      if (!url) return
      clearTimeout(timer)
      resolve(url)
    })
    child.once('exit', (code) => {
      clearTimeout(timer)
      fail(`ended with ${code}`)
    })
  })
}

async function findFreeUdpPort(): Promise<number> {
  const socket = createSocket('udp4')
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const { port } = socket.address()
  socket.close()
  return port
}
