import { describe, expect, it } from 'vitest'
import { actionOf } from './shortcut-keys.ts'

const plain = { key: '', code: '', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false }

describe('actionOf', () => {
  it.each([
    [{ ctrlKey: true, code: 'KeyK', key: 'k' }, 'palette'],
    [{ metaKey: true, code: 'KeyK', key: 'л' }, 'palette'],
    [{ ctrlKey: true, shiftKey: true, code: 'KeyM', key: 'M' }, 'mute'],
    [{ ctrlKey: true, shiftKey: true, code: 'KeyD', key: 'D' }, 'deafen'],
    [{ altKey: true, key: 'ArrowUp' }, 'previousChannel'],
    [{ altKey: true, key: 'ArrowDown' }, 'nextChannel'],
    [{ shiftKey: true, key: '?' }, 'shortcuts'],
  ])('%o asks for %s', (event, action) => expect(actionOf({ ...plain, ...event }, false)).toBe(action))

  it('leaves text fields their question marks, and everything else alone', () => {
    expect(actionOf({ ...plain, key: '?' }, true)).toBeNull()
    expect(actionOf({ ...plain, key: ' ', code: 'Space' }, false)).toBeNull()
    expect(actionOf({ ...plain, ctrlKey: true, altKey: true, code: 'KeyK' }, false)).toBeNull()
    expect(actionOf({ ...plain, key: 'm', code: 'KeyM' }, false)).toBeNull()
  })
})
