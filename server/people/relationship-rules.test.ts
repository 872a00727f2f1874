import { describe, expect, it } from 'vitest'
import type { HeldPair, Sides } from '../database/stores/relationship-store.ts'
import { accept, block, endFriendship, endRequest, request, unblock } from './relationship-rules.ts'

type Kind = Sides['mine']
const pair = (mine: Kind, theirs: Kind, more: Partial<HeldPair> = {}): HeldPair => ({
  mine,
  theirs,
  isActive: true,
  friends: { mine: 0, theirs: 0 },
  requested: 0,
  ...more,
})
const outcome = (act: (pair: HeldPair) => Sides, held: HeldPair): unknown => {
  try {
    const { mine, theirs } = act(held)
    return [mine, theirs]
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error
  }
}

const cases: [name: string, act: (pair: HeldPair) => Sides, from: [Kind, Kind], to: unknown][] = [
  ['asking somebody', request, [null, null], ['requested', 'asked']],
  ['asking once more', request, ['requested', 'asked'], ['requested', 'asked']],
  ['asking who asks me', request, ['asked', 'requested'], ['friend', 'friend']],
  ['asking a friend', request, ['friend', 'friend'], ['friend', 'friend']],
  ['asking who blocks me', request, [null, 'blocked'], ['requested', 'blocked']],
  ['asking them once more', request, ['requested', 'blocked'], ['requested', 'blocked']],
  ['asking again who blocked me once', request, ['requested', null], ['requested', 'asked']],
  ['asking who asked while I blocked them', request, [null, 'requested'], ['friend', 'friend']],
  ['asking whom I block', request, ['blocked', null], 'person_blocked'],
  ['accepting', accept, ['asked', 'requested'], ['friend', 'friend']],
  ['accepting twice', accept, ['friend', 'friend'], ['friend', 'friend']],
  ['accepting nothing', accept, [null, null], 'request_gone'],
  ['accepting my own request', accept, ['requested', 'asked'], 'request_gone'],
  ['declining', endRequest, ['asked', 'requested'], [null, null]],
  ['taking back', endRequest, ['requested', 'asked'], [null, null]],
  ['taking back from who blocks me', endRequest, ['requested', 'blocked'], [null, 'blocked']],
  ['ending no request', endRequest, ['friend', 'friend'], ['friend', 'friend']],
  ['removing a friend', endFriendship, ['friend', 'friend'], [null, null]],
  ['removing no friend', endFriendship, ['asked', 'requested'], ['asked', 'requested']],
  ['blocking a stranger', block, [null, null], ['blocked', null]],
  ['blocking a friend', block, ['friend', 'friend'], ['blocked', null]],
  ['blocking who asks', block, ['asked', 'requested'], ['blocked', 'requested']],
  ['blocking whom I asked', block, ['requested', 'asked'], ['blocked', null]],
  ['blocking who blocks me', block, [null, 'blocked'], ['blocked', 'blocked']],
  ['unblocking', unblock, ['blocked', null], [null, null]],
  ['unblocking who blocks me', unblock, ['blocked', 'blocked'], [null, 'blocked']],
  ['unblocking a friend', unblock, ['friend', 'friend'], ['friend', 'friend']],
]

it.each(cases)('%s', (_name, act, [mine, theirs], to) => {
  expect(outcome(act, pair(mine, theirs))).toEqual(to)
})

describe('limits', () => {
  it('hold on both sides of a friendship', () => {
    for (const friends of [
      { mine: 1_000, theirs: 0 },
      { mine: 0, theirs: 1_000 },
    ])
      expect(outcome(accept, pair('asked', 'requested', { friends }))).toBe('limit_reached')
  })
  it('hold for open requests, and say the same of who blocks me', () => {
    for (const theirs of [null, 'blocked'] as const)
      expect(outcome(request, pair(null, theirs, { requested: 200 }))).toBe('limit_reached')
    expect(outcome(request, pair('requested', null, { requested: 200 }))).toEqual(['requested', 'asked'])
  })
})

it('an account that cannot be used cannot be asked', () => {
  expect(outcome(request, pair(null, null, { isActive: false }))).toBe('not_found')
})
