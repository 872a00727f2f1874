import { Problem } from '@chaos/protocol'
import type { Static, TSchema } from 'typebox'
import { backoffMs } from '../connection/backoff.ts'
import type { CancelSignal, Clock, HttpReply, HttpRequest, Platform } from '../platform.ts'
import { matches, parseJson } from './check.ts'
import { type ApiFailure, fail, type Outcome, succeed } from './failure.ts'

export type ApiRequest<S extends TSchema> = {
  method: HttpRequest['method']
  /** Begins with `/api/`. */
  path: string
  /** Sent as JSON. */
  body?: unknown
  /** Sent as it is, instead of JSON. */
  file?: { type: string; content: Uint8Array<ArrayBuffer> }
  /** null: the reply has no content. */
  reply: S | null
  signal?: CancelSignal
}

/** Tries in all, for requests that may be repeated. */
const tries = 3
const longestWaitSeconds = 5

export type HttpDeps = Pick<Platform, 'baseUrl' | 'fetch'> & { clock: Clock; random: () => number }

/**
 * One REST call. Reading requests are repeated, with pauses, while that can help; writing ones never are, because the
 * first may have arrived. Never rejects.
 */
export async function callApi<S extends TSchema>(
  deps: HttpDeps,
  request: ApiRequest<S>,
  token: string | null,
): Promise<Outcome<Static<S>>> {
  for (let attempt = 0; ; attempt += 1) {
    const outcome = await callOnce(deps, request, token)
    if (outcome.ok || request.method !== 'GET' || attempt + 1 >= tries || !worthRepeating(outcome.failure))
      return outcome
    await pause(deps.clock, pauseMs(outcome.failure, backoffMs(attempt, deps.random())), request.signal)
    if (request.signal?.aborted) return fail('cancelled', 'cancelled')
  }
}

/** A stale token needs a new one, not a pause, and whoever asks for patience gets it only for a short while. */
const worthRepeating = ({ code, retryable, retryAfterSeconds }: ApiFailure) =>
  retryable && code !== 'token_expired' && (retryAfterSeconds ?? 0) <= longestWaitSeconds

const pauseMs = ({ retryAfterSeconds }: ApiFailure, otherwiseMs: number) =>
  retryAfterSeconds === null ? otherwiseMs : retryAfterSeconds * 1000

async function callOnce<S extends TSchema>(deps: HttpDeps, request: ApiRequest<S>, token: string | null) {
  const { method, path, signal } = request
  const sent = bodyOf(request)
  const headers: Record<string, string> = { accept: 'application/json' }
  if (token) headers.authorization = `Bearer ${token}`
  if (sent) headers['content-type'] = sent.type
  let reply: HttpReply
  try {
    reply = await deps.fetch({
      method,
      url: deps.baseUrl + path,
      headers,
      ...(sent ? { body: sent.content } : {}),
      ...(signal ? { signal } : {}),
    })
  } catch (error) {
    return signal?.aborted ? fail('cancelled', 'cancelled') : fail('unreachable', String(error))
  }
  return reply.status < 400 ? readReply(request.reply, reply) : readProblem(reply)
}

function bodyOf({ body, file }: Pick<ApiRequest<TSchema>, 'body' | 'file'>) {
  if (file) return file
  return body === undefined ? null : { type: 'application/json', content: JSON.stringify(body) }
}

function readReply<S extends TSchema>(schema: S | null, reply: HttpReply): Outcome<Static<S>> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- without a schema nothing is promised
  if (schema === null) return succeed(undefined as Static<S>)
  const value = parseJson(reply.text)
  return matches(schema, value) ? succeed(value) : fail('invalid_reply', `${reply.status} of another shape`)
}

function readProblem(reply: HttpReply): Outcome<never> {
  const retryAfterSeconds = reply.retryAfter && /^\d+$/.test(reply.retryAfter) ? Number(reply.retryAfter) : null
  const problem = parseJson(reply.text)
  if (matches(Problem, problem))
    return fail(problem.code, problem.detail ?? problem.title, { fields: problem.fields ?? [], retryAfterSeconds })
  // A proxy in between answers 502 to 504 in words of its own: the server behind it was not reached.
  return reply.status >= 502
    ? fail('unreachable', `${reply.status}`, { retryAfterSeconds })
    : fail('invalid_reply', `${reply.status} without problem details`)
}

const pause = (clock: Clock, delayMs: number, signal?: CancelSignal) =>
  new Promise<void>((resolve) => {
    const timer = clock.setTimeout(done, delayMs)
    function done() {
      clock.clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    signal?.addEventListener('abort', done)
  })
