import { describe, expect, it } from 'vitest'
import { markOf } from './marks.ts'

const plain = {
  connection: 'connected' as const,
  undecryptable: false,
  leaf: 'vouched' as const,
  inGroup: true,
  serverMuted: false,
  serverDeafened: false,
  deafened: false,
  sending: true,
  muted: false,
  speaking: false,
}

describe('markOf', () => {
  it('says nothing about somebody who is simply there', () => expect(markOf(plain)).toBeNull())

  it('names what matters most first', () => {
    expect(markOf({ ...plain, speaking: true })).toBe('speaking')
    expect(markOf({ ...plain, speaking: true, muted: true })).toBe('muted')
    expect(markOf({ ...plain, muted: true, sending: false })).toBe('listening')
    expect(markOf({ ...plain, muted: true, deafened: true })).toBe('deafened')
    expect(markOf({ ...plain, deafened: true, serverDeafened: true })).toBe('serverDeafened')
    expect(markOf({ ...plain, serverDeafened: true, serverMuted: true })).toBe('serverMuted')
    expect(markOf({ ...plain, serverMuted: true, inGroup: false })).toBe('noKeys')
    expect(markOf({ ...plain, inGroup: false, isBot: true })).toBe('outside')
    expect(markOf({ ...plain, inGroup: false, undecryptable: true })).toBe('undecryptable')
    expect(markOf({ ...plain, undecryptable: true, leaf: 'refused' })).toBe('notTheirs')
    expect(markOf({ ...plain, undecryptable: true, connection: 'reconnecting' })).toBe('reconnecting')
  })
})
