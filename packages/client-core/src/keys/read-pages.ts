import type { KeyLogPage } from '@chaos/crypto/keys'
import { fail, type Outcome, succeed } from '../api/failure.ts'

/** A log that says "go on" more often than this does not end. */
const mostPages = 100

type More = { kind: 'more'; from: number }

type Reading<Last> = {
  from: number
  ask: (from: number) => Promise<Outcome<KeyLogPage>>
  take: (page: KeyLogPage) => Promise<Last | More>
}

/** Reads a key log to its end; gives what was said of its last page. */
export async function readPages<Last extends { kind: string }>(reading: Reading<Last>): Promise<Outcome<Last>> {
  let next = reading.from
  for (let pages = 0; pages < mostPages; pages += 1) {
    const page = await reading.ask(next)
    if (!page.ok) return page
    const taken = await reading.take(page.value)
    if (!isMore(taken)) return succeed(taken)
    next = taken.from
  }
  return fail('invalid_reply', 'a log without an end')
}

const isMore = (taken: { kind: string }): taken is More => taken.kind === 'more'
