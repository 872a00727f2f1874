import { expect, it } from 'vitest'
import { draftOf, readSettings } from './settings-fields.ts'

const settings = {
  serverName: 'Radio Nord',
  welcomeText: '',
  registration: 'open',
  proofOfWork: false,
  proofOfWorkBits: 18,
  contact: '',
  mayCreateCommunities: 'everybody',
  sessionDays: 30,
  idleSessionDays: 14,
} as const

it('gives back what nobody changed', () => {
  expect(readSettings(draftOf(settings))).toEqual({ errors: {}, settings })
})

it('asks for a name and for whole days between 1 and 365', () => {
  for (const days of ['', '0', '366', '1.5', 'x', '-1']) {
    const read = readSettings({ ...draftOf(settings), serverName: ' ', sessionDays: days, idleSessionDays: days })
    expect(Object.keys(read.errors), days).toEqual(['serverName', 'sessionDays', 'idleSessionDays'])
    expect(read.settings).toBeNull()
  }
})
