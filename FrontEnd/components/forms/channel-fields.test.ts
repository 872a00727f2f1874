import { describe, expect, it } from 'vitest'
import { readChannel } from './channel-fields.ts'

describe('readChannel', () => {
  it('trims the name and leaves an empty limit to the server', () =>
    expect(readChannel({ name: '  Lobby ', limit: ' ' }).input).toEqual({ name: 'Lobby' }))

  it.each(['1', '500'])('takes a limit of %s', (limit) =>
    expect(readChannel({ name: 'Lobby', limit }).input).toEqual({ name: 'Lobby', userLimit: Number(limit) }),
  )

  it.each(['0', '501', '2.5', 'ten', '-1'])('refuses a limit of %s', (limit) => {
    const { input, errors } = readChannel({ name: 'Lobby', limit })
    expect(input).toBeNull()
    expect(errors.limit).toBeTruthy()
  })
})
