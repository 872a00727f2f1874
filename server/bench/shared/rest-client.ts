import type { Static, TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { addressOf } from './addresses.ts'

const replyWithinMs = 30_000

/** Who asks: the seat decides the address, the token the account. */
export type Caller = { seat: number; token?: string }

/** Writes over the REST API as one of many people. */
export function createRestClient(url: string) {
  return {
    /** Throws an Error that shows the reply when it is a refusal or not what the protocol says. */
    async post<Reply extends TSchema>({ seat, token }: Caller, path: string, send: { body: object; reply: Reply }) {
      const response = await fetch(`${url}${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-forwarded-for': addressOf(seat),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        signal: AbortSignal.timeout(replyWithinMs),
        body: JSON.stringify(send.body),
      })
      const text = await response.text()
      if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${text}`)
      const reply: Static<Reply> = Value.Parse(send.reply, JSON.parse(text))
      return reply
    },
  }
}
