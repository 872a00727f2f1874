import { beforeEach, describe, expect, it } from 'vitest'
import { createStore, type Store } from '../state/store.ts'
import { createPlayer, type Player, type Sound } from './player.ts'
import type { SoundEvents, SoundOutput } from './sound-parts.ts'

const sound = (id: string, silences: [number, number][] = []): Sound => ({
  ...{ id, silences, label: { title: id, artist: 'Ada' } },
  source: { format: '', durationMs: 10_000, chunkCount: 1, chunk: async () => new Uint8Array(0) },
})

let store: Store
let player: Player
let events: SoundEvents
let calls: string[]
const state = () => store.getState().player

beforeEach(() => {
  store = createStore()
  calls = []
  player = createPlayer({
    ...{ dispatch: store.dispatch, getState: store.getState },
    openOutput(given) {
      events = given
      let positionMs = 0
      const output: SoundOutput = {
        load(_, { startMs, speed, label }) {
          calls.push(`load ${label.title} at ${startMs} by ${speed}`)
          positionMs = startMs
        },
        play: () => events.onPhase('playing'),
        pause: () => events.onPhase('paused'),
        seek(to) {
          calls.push(`seek ${to}`)
          positionMs = to
        },
        setSpeed: (speed) => void calls.push(`speed ${speed}`),
        get positionMs() {
          return positionMs
        },
        unload: () => void calls.push('unload'),
        close() {},
      }
      return output
    },
  })
})

describe('the player', () => {
  it('plays, pauses and goes on', () => {
    player.play(sound('a'))
    expect(state()).toMatchObject({ phase: 'playing', soundId: 'a', durationMs: 10_000 })
    player.toggle()
    expect(state().phase).toBe('paused')
    player.toggle()
    expect(state().phase).toBe('playing')
    expect(calls).toEqual(['load a at 0 by 1'])
  })

  it('goes back to where the person left a sound, until it was heard to its end', () => {
    player.play(sound('a'))
    player.seek(4_000)
    player.play(sound('b'))
    player.play(sound('a'))
    expect(calls.at(-1)).toBe('load a at 4000 by 1')
    events.onPhase('ended')
    player.play(sound('a'))
    expect(calls.at(-1)).toBe('load a at 0 by 1')
  })

  it('goes on with the next one, and the keys go both ways', () => {
    player.follow({ next: (id) => (id === 'a' ? sound('b') : null), previous: () => sound('a') })
    player.play(sound('a'))
    events.onPhase('ended')
    expect(state()).toMatchObject({ soundId: 'b', phase: 'playing' })
    events.onPhase('ended')
    expect(state()).toMatchObject({ soundId: 'b', phase: 'ended' })
    events.onKey({ kind: 'previous' })
    expect(state().soundId).toBe('a')
    events.onKey({ kind: 'skip', byMs: 60_000 })
    expect(state().positionMs).toBe(10_000)
  })

  it('passes over pauses when asked to', () => {
    player.play(sound('a', [[2_000, 3_500]]))
    events.onPosition(2_100)
    expect(calls).not.toContain('seek 3500')
    player.setSkipsSilences(true)
    events.onPosition(2_200)
    expect(calls.at(-1)).toBe('seek 3500')
    expect(state().positionMs).toBe(3_500)
  })

  it('keeps the speed for the next sound, within bounds', () => {
    player.play(sound('a'))
    player.setSpeed(9)
    player.play(sound('b'))
    expect(calls.slice(1)).toEqual(['speed 3', 'load b at 0 by 3'])
  })

  it('says what is wrong with a sound, and can try again', () => {
    player.play(sound('a'))
    events.onFailed('tampered')
    expect(state()).toMatchObject({ phase: 'failed', problem: 'tampered' })
    player.toggle()
    expect(state()).toMatchObject({ phase: 'playing', problem: null })
  })
})
