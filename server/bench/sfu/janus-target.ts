import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { findFreePort } from '../../utils/free-port.ts'
import { waitUntil } from '../../utils/processes.ts'
import { connectJanus } from './janus-connection.ts'
import { own } from '../shared/own-children.ts'
import type { Scenario } from './scenario.ts'
import type { Target } from './target.ts'

const room = 1
const startedWithinMs = 15_000
const rtpPorts = '21000-22999'

/** Where Debian and others put the program; `undefined` when it is not installed. */
export function findJanus(): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/local/bin']
  return folders.map((folder) => join(folder, 'janus')).find((path) => existsSync(path))
}

/** Starts Janus with its videoroom and nothing else, set up as is best for it. */
export async function startJanus(program: string, scenario: Scenario): Promise<Target> {
  const folder = await mkdtemp(join(tmpdir(), 'chaos-janus-'))
  const port = await findFreePort()
  await Promise.all(
    Object.entries(settings(port, eventLoopsFor(scenario))).map(([name, text]) => writeFile(join(folder, name), text)),
  )
  const args = ['--configs-folder', folder, '--config', join(folder, 'janus.jcfg')]
  const child = spawn(program, args, { stdio: 'ignore' })
  const release = own(child.pid)
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  const stop = async () => {
    child.kill('SIGKILL')
    await ended
    release()
    await rm(folder, { recursive: true, force: true })
  }
  const url = `ws://127.0.0.1:${port}`
  if (child.pid === undefined || !(await waitUntil(() => answers(url), startedWithinMs))) {
    await stop()
    throw new Error('Janus did not start')
  }
  return { pid: child.pid, entry: { kind: 'janus', url, room }, [Symbol.asyncDispose]: stop }
}

const answers = (url: string): Promise<boolean> =>
  connectJanus(url).then(
    (connection) => {
      connection.close()
      return true
    },
    () => false,
  )

/**
 * Event loops instead of a thread for each connection, which costs Janus twice the CPU time, and no more of them than the
 * load asks for: one serves the least per packet (23 µs against 30 with two and 55 without), but only so many packets.
 */
const eventLoopsFor = ({ participants, speakers }: Scenario): number =>
  participants * speakers * 50 > 30_000 ? availableParallelism() : 1

const settings = (port: number, eventLoops: number): Record<string, string> => ({
  'janus.jcfg': `general: {
  debug_level = 1
  session_timeout = 60
  event_loops = ${eventLoops}
}
media: { rtp_port_range = "${rtpPorts}" }
plugins: {
  disable = "${plugins.map((name) => `libjanus_${name}.so`).join(',')}"
}
transports: { disable = "${transports.map((name) => `libjanus_${name}.so`).join(',')}" }
loggers: { disable = "libjanus_jsonlog.so" }
`,
  'janus.transport.websockets.jcfg': `general: {
  ws = true
  ws_port = ${port}
  ws_ip = "127.0.0.1"
  wss = false
}
admin: { admin_ws = false }
`,
  'janus.plugin.videoroom.jcfg': `room-${room}: {
  description = "bench"
  publishers = 100
  audiocodec = "opus"
  audiolevel_ext = true
  audiolevel_event = false
}
`,
})

const plugins = [
  ...['audiobridge', 'duktape', 'echotest', 'lua', 'nosip', 'recordplay', 'sip', 'streaming', 'textroom', 'videocall'],
  'voicemail',
]
const transports = ['http', 'mqtt', 'nanomsg', 'pfunix', 'rabbitmq']
