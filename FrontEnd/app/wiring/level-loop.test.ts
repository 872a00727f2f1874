import { describe, expect, it } from 'vitest'
import { createLevelLoop, smooth } from './level-loop.ts'

const ring = () => ({ style: { transform: '', opacity: '' } }) as unknown as HTMLElement

function handFrames() {
  let task: (() => void) | null = null
  return {
    frames: {
      request: (next: () => void) => {
        task = next
        return 1
      },
      cancel: () => {
        task = null
      },
    },
    next: () => task?.(),
    running: () => task !== null,
  }
}

describe('smooth', () => {
  it('rises faster than it falls and ends at rest', () => {
    expect(smooth(0, 1)).toBeGreaterThan(1 - smooth(1, 0))
    let shown = 1
    for (let frame = 0; frame < 60; frame += 1) shown = smooth(shown, 0)
    expect(shown).toBe(0)
  })
})

describe('createLevelLoop', () => {
  it('moves each ring by its own person, and stops with the last ring', () => {
    const hand = handFrames()
    const follow = createLevelLoop((id) => (id === 'loud' ? 1 : 0), hand.frames)
    const [loud, quiet] = [ring(), ring()]
    const stops = [follow('loud', loud), follow('quiet', quiet)]
    hand.next()
    hand.next()
    expect(loud.style.transform).toBe('scale(1.165)')
    expect(quiet.style.transform).toBe('')
    stops[0]?.()
    expect(hand.running()).toBe(true)
    stops[1]?.()
    expect(hand.running()).toBe(false)
  })
})
