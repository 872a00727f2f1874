import type { Socket } from 'node:net'
import type { ErrorCode } from '@chaos/protocol'
import { makeProblem, problemType } from './error-handler.ts'

type ConnectionProblem = { status: number; code: ErrorCode; detail: string }

const known: Record<string, ConnectionProblem> = {
  HPE_HEADER_OVERFLOW: { status: 431, code: 'payload_too_large', detail: 'The headers are too long.' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, code: 'bad_request', detail: 'The request took too long to arrive.' },
}
const unreadable: ConnectionProblem = { status: 400, code: 'bad_request', detail: 'The request cannot be read.' }

/** Answers what never became a request, straight on the connection. */
export function answerConnectionError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const { status, code, detail } = known[error.code ?? ''] ?? unreadable
  const body = JSON.stringify({ ...makeProblem(code, { detail }), status })
  const head = [
    `HTTP/1.1 ${status} Refused`,
    `Content-Type: ${problemType}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
  ]
  socket.end(`${head.join('\r\n')}\r\nConnection: close\r\n\r\n${body}`)
}
