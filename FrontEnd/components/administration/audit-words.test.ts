import { expect, it } from 'vitest'
import { actionWords, auditDetails, auditWords } from './audit-words.ts'

const ada = { id: '1', userName: 'ada', displayName: 'Ada', avatar: null }
const olga = { id: '2', userName: 'olga', displayName: 'Olga', avatar: null }

it('says what happened to whom', () => {
  expect(auditWords({ action: 'account.disabled', subject: ada })).toBe('The account of ada was disabled')
  expect(auditWords({ action: 'sign_in.failed', subject: null })).toBe('A sign-in as somebody failed')
  expect(actionWords('settings.changed')).toBe('The server’s settings were changed')
})

it('names who did it only when that was somebody else', () => {
  const entry = { action: 'account.disabled', subject: ada, ip: '192.0.2.1', details: { reason: 'Spam' } } as const
  expect(auditDetails({ ...entry, actor: olga })).toEqual(['by olga', 'from 192.0.2.1', 'reason: Spam'])
  expect(auditDetails({ ...entry, actor: ada, ip: null })).toEqual(['reason: Spam'])
})
