import { auditActions, SessionEnd } from '@chaos/protocol'
import { expect, it } from 'vitest'
import { english } from '../../assets/messages/catalogue.ts'
import { auditWords } from './audit-words.ts'

it('has words for everything that can happen to an account', () => {
  const keys = auditActions.map((action) => `audit.${action}`)
  expect(keys.filter((key) => !(key in english))).toEqual([])
  expect(SessionEnd.enum.map((because) => `audit.because.${because}`).filter((key) => !(key in english))).toEqual([])
})

it('says how a session ended', () => {
  expect(auditWords({ action: 'session.revoked', details: { because: 'signed_out' } })).toBe('Signed out')
  expect(auditWords({ action: 'session.revoked', details: {} })).toBe('A session was ended')
})
