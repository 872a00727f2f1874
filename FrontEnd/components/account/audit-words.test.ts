import { auditActions, SessionEnd } from '@chaos/protocol'
import { expect, it } from 'vitest'
import { english } from '../../assets/messages/catalogue.ts'
import { auditWords } from './audit-words.ts'

it('has words for everything that can happen to an account', () => {
  const texts: Record<string, unknown> = english
  const named = (text: unknown) => typeof text !== 'string' || text.includes('{')
  const wordless = auditActions.filter((action) => !(`audit.${action}` in texts) && named(texts[`serverLog.${action}`]))
  expect(wordless).toEqual([])
  expect(SessionEnd.enum.map((because) => `audit.because.${because}`).filter((key) => !(key in english))).toEqual([])
})

it('says how a session ended', () => {
  expect(auditWords({ action: 'session.revoked', details: { because: 'signed_out' } })).toBe('Signed out')
  expect(auditWords({ action: 'session.revoked', details: {} })).toBe('A session was ended')
})
