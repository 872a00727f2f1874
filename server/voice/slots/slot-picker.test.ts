import { beforeEach, describe, expect, it } from 'vitest'
import { createLoudness } from './loudness.ts'
import { createSlotPicker, type SlotPicker } from './slot-picker.ts'

let picker: SlotPicker
let voices: Map<string, ReturnType<typeof createLoudness>>
beforeEach(() => {
  picker = createSlotPicker(2)
  voices = new Map()
})

const enter = (id: string, nowMs = 0) => {
  const loudness = createLoudness()
  voices.set(id, loudness)
  return picker.add(id, loudness, nowMs)
}
/** Speaks at a level, −dBov, for 600 ms that end at `untilMs`. */
const speak = (id: string, level: number, untilMs: number) => {
  for (let atMs = untilMs - 600; atMs <= untilMs; atMs += 20) voices.get(id)?.note(level, atMs)
}

describe('V5: up to as many participants as slots', () => {
  it('everybody gets one of their own on entering, whoever speaks', () => {
    expect(enter('a')).toEqual({ slot: 0, holder: 'a' })
    expect(enter('b')).toEqual({ slot: 1, holder: 'b' })
    speak('a', 10, 5_000)
    expect(picker.challenge('a', 5_000)).toBeUndefined()
    expect(picker.holders()).toEqual(['a', 'b'])
    expect([picker.slotOf('a'), picker.slotOf('b')]).toEqual([0, 1])
  })

  it('a slot that gets free goes to the next who comes', () => {
    enter('a')
    enter('b')
    expect(picker.remove('a', 10)).toEqual({ slot: 0, holder: null })
    expect(picker.slotOf('a')).toBeUndefined()
    expect(enter('c', 20)).toEqual({ slot: 0, holder: 'c' })
  })
})

describe('V5: beyond that the loudest', () => {
  beforeEach(() => {
    enter('a')
    enter('b')
    expect(enter('c')).toBeUndefined()
    expect(enter('d')).toBeUndefined()
  })

  it('somebody who speaks takes the slot of somebody who is silent', () => {
    speak('b', 20, 5_000)
    speak('c', 45, 5_000)
    expect(picker.challenge('c', 5_000)).toEqual({ slot: 0, holder: 'c' })
    expect(picker.holders()).toEqual(['c', 'b'])
    expect(picker.slotOf('a')).toBeUndefined()
  })

  it('nobody is displaced by somebody who does not speak', () => {
    speak('c', 60, 5_000)
    expect(picker.challenge('c', 5_000)).toBeUndefined()
  })

  it('a speaker keeps the slot unless the other is 6 dB louder', () => {
    speak('a', 30, 5_000)
    speak('b', 20, 5_000)
    speak('c', 25, 5_000)
    expect(picker.challenge('c', 5_000)).toBeUndefined()
    speak('c', 22, 5_000)
    expect(picker.challenge('c', 5_000)).toEqual({ slot: 0, holder: 'c' })
  })

  it('whoever just got a slot keeps it for 800 ms', () => {
    speak('c', 30, 5_000)
    expect(picker.challenge('c', 5_000)).toEqual({ slot: 0, holder: 'c' })
    speak('d', 10, 5_020)
    expect(picker.challenge('d', 5_020)).toEqual({ slot: 1, holder: 'd' })
    speak('a', 5, 5_799)
    expect(picker.challenge('a', 5_799)).toBeUndefined()
    speak('a', 5, 5_800)
    expect(picker.challenge('a', 5_800)).toEqual({ slot: 0, holder: 'a' })
  })

  it('leaving hands the slot over to the loudest who has none', () => {
    speak('c', 40, 5_000)
    speak('d', 20, 5_000)
    expect(picker.remove('b', 5_000)).toEqual({ slot: 1, holder: 'd' })
    expect(picker.remove('c', 5_000)).toBeUndefined()
    expect(picker.remove('a', 5_000)).toEqual({ slot: 0, holder: null })
    expect(picker.holders()).toEqual([null, 'd'])
  })

  it('whoever left has no claim any more', () => {
    speak('c', 10, 5_000)
    picker.remove('c', 5_000)
    expect(picker.challenge('c', 5_000)).toBeUndefined()
    expect(picker.challenge('stranger', 5_000)).toBeUndefined()
  })
})

describe('V16: who has priority', () => {
  beforeEach(() => {
    for (const id of ['a', 'b', 'c', 'd']) enter(id)
  })

  it('gets a slot at once when they speak, however loud the others are', () => {
    picker.setPriority('c', true)
    for (const id of ['a', 'b']) speak(id, 10, 5_000)
    expect(picker.challenge('d', 5_000)).toBeUndefined()
    speak('c', 45, 5_000)
    expect(picker.challenge('c', 5_000)?.holder).toBe('c')
  })

  it('is not displaced while they speak, but gives way when they are silent', () => {
    picker.setPriority('a', true)
    speak('a', 48, 5_000)
    speak('b', 20, 5_000)
    speak('d', 1, 5_000)
    expect(picker.challenge('d', 5_000)).toEqual({ slot: 1, holder: 'd' })
    speak('c', 10, 9_000)
    speak('d', 10, 9_000)
    expect(picker.challenge('c', 9_000)).toEqual({ slot: 0, holder: 'c' })
  })
})
