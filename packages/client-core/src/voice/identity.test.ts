import { expect, it } from 'vitest'
import { formatIdentity, participantOf } from './identity.ts'

it('G8: a leaf names account and stay', () => {
  const identity = formatIdentity({ userId: 'u1', participantId: 'p1' })
  expect(identity).toBe('u1/p1')
  expect(participantOf(identity)).toBe('p1')
})

it('G8: whatever has another form speaks for nobody', () => {
  for (const identity of ['', 'u1', 'u1/', '/p1', '/', 'u1/p1/x', 'u1//p1'])
    expect(participantOf(identity)).toBeUndefined()
})
