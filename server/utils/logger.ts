import { type DestinationStream, destination, type Logger, pino } from 'pino'

export type { Logger } from 'pino'

const secretNames = [
  'password',
  'token',
  'accessToken',
  'refreshToken',
  'resumeToken',
  'authorization',
  'cookie',
  'sdp',
]
const secretHeaders = ['authorization', 'cookie', '["set-cookie"]']

/** Paths that never reach a log, wherever up to two levels deep they sit. */
const redactedPaths = [
  ...secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
  ...secretHeaders.map((name) => `req.headers${name.startsWith('[') ? name : `.${name}`}`),
]

type LoggerSettings = { level: string; stream: 'stdout' | 'stderr' }

/** JSON lines. `to` replaces the stream in tests. */
export function createLogger({ level, stream }: LoggerSettings, to?: DestinationStream): Logger {
  const target = to ?? destination({ fd: stream === 'stdout' ? 1 : 2, sync: true })
  return pino({ level, base: null, redact: { paths: redactedPaths, censor: '[redacted]' } }, target)
}
