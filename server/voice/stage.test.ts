import type { Floor, Permission } from '@chaos/protocol'
import { describe, expect, it } from 'vitest'
import { createStage, floorAtEntry, type StagePeer } from './stage.ts'

const listener: Floor = { kind: 'listener', hand: null, invited: false }
const speaker: Floor = { kind: 'speaker' }

const peer = (id: string, floor: Floor, ...permissions: Permission[]): StagePeer => ({
  participant: { id, floor },
  permissions: new Set(permissions),
})
const leader = peer('leader', speaker, 'manage_stage')
const guest = (id: string, floor: Floor = listener) => peer(id, floor, 'request_to_speak')
const forbidden: unknown = expect.objectContaining({ code: 'forbidden' })

describe('V13: what somebody enters with', () => {
  it('is the word where everybody talks, and never in the AFK channel', () => {
    expect(floorAtEntry('voice', new Set())).toEqual({ kind: 'free' })
    expect(floorAtEntry('away', new Set(['manage_stage']))).toEqual(listener)
  })

  it('on a stage is listening, for who leads it speaking, and for who comes back what they were', () => {
    const hand: Floor = { kind: 'listener', hand: 4, invited: false }
    expect(floorAtEntry('stage', new Set(['request_to_speak']))).toEqual(listener)
    expect(floorAtEntry('stage', new Set(['manage_stage']))).toEqual(speaker)
    expect(floorAtEntry('stage', new Set(), hand)).toEqual(hand)
    expect(floorAtEntry('stage', new Set(['manage_stage']), listener)).toEqual(listener)
    expect(floorAtEntry('stage', new Set(), { kind: 'free' })).toEqual(listener)
  })
})

describe('V14: steps of a stage', () => {
  it('hands have places in the order they went up, and raising twice keeps the place', () => {
    const stage = createStage()
    const first = stage.raise(guest('a'))
    expect(first).toEqual({ kind: 'listener', hand: 1, invited: false })
    expect(stage.raise(guest('b'))).toMatchObject({ hand: 2 })
    expect(stage.raise(guest('a', first))).toEqual(first)
  })

  it('raising needs request_to_speak; who leads takes the word', () => {
    const stage = createStage()
    expect(() => stage.raise(peer('a', listener))).toThrow(forbidden)
    expect(stage.raise(peer('leader', listener, 'manage_stage'))).toEqual(speaker)
    expect(stage.raise(peer('a', speaker))).toEqual(speaker)
  })

  it('allowing lets a raised hand speak and invites anybody else, who takes the word by raising', () => {
    const stage = createStage()
    expect(stage.allow(leader, guest('a', { ...listener, hand: 1 }))).toEqual(speaker)
    const invited = stage.allow(leader, peer('b', listener))
    expect(invited).toEqual({ ...listener, invited: true })
    expect(stage.raise(peer('b', invited))).toEqual(speaker)
    expect(stage.allow(leader, leader)).toEqual(speaker)
    expect(() => stage.allow(guest('a'), guest('a', { ...listener, hand: 1 }))).toThrow(forbidden)
  })

  it('everybody may lower their own hand, decline and step down; only who leads does that to others', () => {
    const stage = createStage()
    const asking = guest('a', { kind: 'listener', hand: 3, invited: true })
    expect(stage.lower(asking, asking)).toEqual(listener)
    expect(stage.lower(leader, asking)).toEqual(listener)
    expect(() => stage.lower(guest('b'), asking)).toThrow(forbidden)
    const speaking = guest('a', speaker)
    expect(stage.dismiss(speaking, speaking)).toEqual(listener)
    expect(stage.dismiss(leader, speaking)).toEqual(listener)
    expect(() => stage.dismiss(guest('b'), speaking)).toThrow(forbidden)
    expect(stage.lower(leader, speaking)).toEqual(speaker)
    expect(stage.dismiss(leader, asking)).toEqual(asking.participant.floor)
  })

  it('does nothing where everybody talks', () => {
    const stage = createStage()
    const free = guest('a', { kind: 'free' })
    for (const floor of [
      stage.raise(free),
      stage.lower(free, free),
      stage.allow(leader, free),
      stage.dismiss(free, free),
    ])
      expect(floor).toEqual({ kind: 'free' })
  })
})
