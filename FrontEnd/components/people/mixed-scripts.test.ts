import { describe, expect, it } from 'vitest'
import { mixesScripts } from './mixed-scripts.ts'

describe('mixesScripts', () => {
  it.each([
    'Ada Lovelace',
    'Åsa Ö. 3000',
    'Анна Каренина',
    'Ελένη',
    'محمد',
    'दीपिका',
    '山田 たろう',
    'Yuki ゆき',
    '김 Minho',
    'Ada 🎙️👩🏽‍💻',
    '42 !',
    'ทดสอบ',
    'علی\u{200c}رضا',
    'Eva 🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  ])('leaves %s alone', (name) => expect(mixesScripts(name)).toBe(false))

  it.each([
    ['Аda', 'a Cyrillic А'],
    ['pаypal', 'a Cyrillic а'],
    ['Οlga', 'a Greek Ο'],
    ['Ada\u{200b}', 'a space without width'],
    ['\u{202e}adA', 'a change of direction'],
    ['Анна ゆき', 'two scripts that nothing writes together'],
  ])('marks %s: %s', (name) => expect(mixesScripts(name)).toBe(true))
})
