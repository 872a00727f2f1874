import type { Participant } from '@chaos/protocol'
import { beforeEach, expect, it } from 'vitest'
import { callChanged } from '../state/call-slice.ts'
import { createStore, type Store } from '../state/store.ts'
import { createHandClock } from '../testing/hand-clock.ts'
import type { CallLeafClaim } from '../voice-parts.ts'
import type { LeafStanding } from './leaf-standing.ts'
import { type CallPeople, createCallPeople } from './call-people.ts'
import type { GroupMember } from './group-session.ts'
import { formatIdentity, participantOf } from './identity.ts'

const participant = (name: string): Participant => ({
  ...{ id: `stay-${name}`, userId: `user-${name}`, displayName: name, avatar: null, muted: false, deafened: false },
  ...{ serverMuted: false, serverDeafened: false, floor: { kind: 'free' as const }, priority: false, sending: true },
  connection: 'connected',
})
const leaf = (leafIndex: number, identity: string, voucher?: string): GroupMember => ({
  ...{ leafIndex, identity, voucher, signatureKey: Uint8Array.of(leafIndex) },
  participantId: participantOf(identity),
})
const leafOf = (leafIndex: number, name: string, voucher?: string) =>
  leaf(leafIndex, formatIdentity({ userId: `user-${name}`, participantId: `stay-${name}` }), voucher)

let store: Store
let people: CallPeople
let watched: { claim: CallLeafClaim; tell: (standing: LeafStanding) => void; stopped: boolean }[]
let changes: number
beforeEach(() => {
  store = createStore()
  watched = []
  changes = 0
  store.dispatch(callChanged({ ownId: 'stay-anna' }))
  const callKeys = {
    vouch: () => {},
    watch(claim: CallLeafClaim, tell: (standing: LeafStanding) => void) {
      const one = { claim, tell, stopped: false }
      watched.push(one)
      return () => void (one.stopped = true)
    },
  }
  people = createCallPeople(
    { ...store, clock: createHandClock().clock, callKeys },
    { id: 'stay-anna', encryption: 'e2ee', callId: 'AAAA', onStanding: () => void (changes += 1) },
  )
  people.welcome([participant('anna'), participant('ben')], ['stay-ben', null])
})
const call = () => store.getState().call
const ben = () => call().people.find(({ displayName }) => displayName === 'ben')

it('T5: a leaf that shows nothing is heard and not confirmed', () => {
  people.group([leafOf(0, 'anna', 'own'), leafOf(1, 'ben')])
  expect(ben()).toMatchObject({ inGroup: true, leaf: 'unvouched' })
  expect(people.inSlot(0)).toBe('stay-ben')
  expect(watched).toEqual([])
})

it('T5: a leaf is by whom its voucher proves; one that proves another is unknown and not played', () => {
  people.group([leafOf(0, 'anna', 'own'), leafOf(1, 'ben', 'word')])
  people.source(0, 1)
  expect(watched[0]?.claim).toMatchObject({ userId: 'user-ben', voucher: 'word', signatureKey: Uint8Array.of(1) })
  expect(ben()).toMatchObject({ leaf: 'unchecked' })
  watched[0]?.tell('vouched')
  expect(ben()).toMatchObject({ inGroup: true, leaf: 'vouched' })
  expect(people.inSlot(0)).toBe('stay-ben')
  expect(call().unknownInGroup).toEqual([])

  watched[0]?.tell('refused')
  expect(ben()).toMatchObject({ leaf: 'refused' })
  expect(people.inSlot(0)).toBeUndefined()
  expect(call().unknownInGroup).toEqual(['user-ben/stay-ben'])
  expect(changes).toBe(2)

  people.group([leafOf(0, 'anna', 'own'), leafOf(1, 'ben', 'a new word')])
  expect(watched.map(({ stopped }) => stopped)).toEqual([true, false])
  watched[1]?.tell('vouched')
  expect(people.inSlot(0)).toBe('stay-ben')
  expect(call().unknownInGroup).toEqual([])
  people.close()
  expect(watched[1]?.stopped).toBe(true)
})

it('M3: a leaf with somebody’s stay and another account is a stranger’s, and nothing it says is played', () => {
  people.group([leafOf(0, 'anna'), leafOf(1, 'ben'), leaf(2, 'user-eve/stay-ben'), leaf(3, 'no form of ours')])
  people.source(0, 2)
  expect(people.inSlot(0)).toBeUndefined()
  expect(call().unknownInGroup).toEqual(['user-eve/stay-ben', 'no form of ours'])
  people.source(0, 1)
  expect(people.inSlot(0)).toBe('stay-ben')
})
