import { addressOf } from '../shared/addresses.ts'
import type { Connection } from './connection.ts'
import type { Worker } from './drive.ts'

const addresses = 4_000

let requests = 0
/** As if from one of many people, so that the rate limits stay as they ship. */
export const fromSomebody = (): Record<string, string> => {
  requests += 1
  return { 'x-forwarded-for': addressOf(requests % addresses) }
}

/** One after the other and from the start again, so that no limit of an account is met. */
export function inTurns<T>(all: readonly T[], start = 0): () => T {
  let turn = start
  return () => {
    const next = all[turn % all.length]
    if (next === undefined) throw new Error('there is nobody')
    turn += 1
    return next
  }
}

/** The same request for our server and for what it is compared with. */
export const usersMe =
  (connection: Connection, nextToken: () => string): Worker =>
  async () => {
    const headers = { ...fromSomebody(), authorization: `Bearer ${nextToken()}` }
    await connection.ask({ method: 'GET', path: '/api/users/me', headers })
  }
