import { botScopes } from '@chaos/protocol'
import { describe, expect, it } from 'vitest'
import { requireScope } from './require-scope.ts'

const person = { userId: 'u', sessionId: 's' }
const bot = { ...person, bot: { scopes: ['voice' as const] } }
const codeOf = (act: () => void): unknown => {
  try {
    act()
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error
  }
  return null
}

describe('requireScope', () => {
  it('lets people everywhere', () => {
    for (const scope of [...botScopes, undefined]) expect(codeOf(() => requireScope(person, scope))).toBeNull()
  })
  it('lets a bot where its token says so, and nowhere else', () => {
    expect(codeOf(() => requireScope(bot, 'voice'))).toBeNull()
    for (const scope of ['presence' as const, undefined])
      expect(codeOf(() => requireScope(bot, scope))).toBe('scope_missing')
  })
})
