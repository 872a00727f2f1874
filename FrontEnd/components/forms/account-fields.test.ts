import { describe, expect, it } from 'vitest'
import { checkAccount, fieldOfFailure } from './account-fields.ts'

const draft = { userName: 'mara', displayName: '', password: 'five quiet words', inviteCode: '' }
const failure = { message: '', retryable: false, retryAfterSeconds: null }

describe('checkAccount', () => {
  it('takes what the server takes', () => expect(checkAccount('signUp', draft)).toEqual({}))

  it('asks new accounts for a usable name and a long password', () => {
    expect(Object.keys(checkAccount('signUp', { ...draft, userName: '-x', password: 'short' }))).toEqual([
      'userName',
      'password',
    ])
  })

  it('asks at sign-in only that something is there', () => {
    expect(checkAccount('signIn', { ...draft, userName: 'x', password: 'y' })).toEqual({})
    expect(Object.keys(checkAccount('signIn', { ...draft, userName: ' ', password: '' }))).toHaveLength(2)
  })
})

describe('fieldOfFailure', () => {
  it('finds the field by code, then by pointer', () => {
    expect(fieldOfFailure({ ...failure, code: 'username_taken', fields: [] })).toBe('userName')
    expect(fieldOfFailure({ ...failure, code: 'bad_request', fields: [{ path: '/password', message: '' }] })).toBe(
      'password',
    )
    expect(fieldOfFailure({ ...failure, code: 'internal', fields: [] })).toBeNull()
  })
})
