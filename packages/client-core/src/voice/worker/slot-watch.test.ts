import type { OpenOutcome } from '@chaos/crypto/sframe'
import { beforeEach, expect, it } from 'vitest'
import type { FromMediaWorker } from './messages.ts'
import { createSlotWatch, type SlotWatch } from './slot-watch.ts'

const opened = (leafIndex: number): OpenOutcome => ({
  kind: 'opened',
  plaintext: new Uint8Array(),
  kid: 0,
  counter: 0,
  epoch: 0,
  leafIndex,
})
const unknown: OpenOutcome = { kind: 'unknown_key', kid: 1 }

let told: FromMediaWorker[]
let watch: SlotWatch
beforeEach(() => {
  told = []
  watch = createSlotWatch(3, (message) => told.push(message))
})
const see = (outcome: OpenOutcome, times = 1) => {
  for (let n = 0; n < times; n += 1) watch(outcome)
}

it('tells whose key opens the slot, once for each change', () => {
  see(opened(1), 3)
  see(opened(2), 2)
  see(opened(1))
  expect(told).toEqual([1, 2, 1].map((leafIndex) => ({ type: 'source', slot: 3, leafIndex })))
})

it('tells that nothing opens after half a second of it, once, and that it does again', () => {
  see(unknown, 24)
  expect(told).toEqual([])
  see({ kind: 'rejected', reason: 'authentication' }, 50)
  expect(told).toEqual([{ type: 'undecryptable', slot: 3, undecryptable: true }])
  see(opened(1))
  expect(told.slice(1)).toEqual([
    { type: 'undecryptable', slot: 3, undecryptable: false },
    { type: 'source', slot: 3, leafIndex: 1 },
  ])
})

it('frames that came twice and short gaps say nothing', () => {
  see({ kind: 'rejected', reason: 'replayed' }, 100)
  see(unknown, 20)
  see(opened(1))
  see(unknown, 20)
  expect(told).toHaveLength(1)
})
