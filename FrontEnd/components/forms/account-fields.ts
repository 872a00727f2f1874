import type { ApiFailure } from '@chaos/client-core'
import { t } from '../../assets/messages/t.ts'

export type AccountMode = 'signUp' | 'signIn'
/** `inviteCode`: a code or a link with one; asked for where accounts can be made with an invite only. */
export type AccountDraft = { userName: string; displayName: string; password: string; inviteCode: string }
export type AccountErrors = Partial<Record<keyof AccountDraft, string>>

const userNameShape = /^[A-Za-z0-9][A-Za-z0-9_.-]{2,31}$/

/** What is wrong with the name of a new account; undefined: nothing. */
export function checkNewUserName(userName: string): string | undefined {
  if (userName.trim() === '') return t('account.needUserName')
  return userNameShape.test(userName.trim()) ? undefined : t('account.wrongUserName')
}

/** What has to be put right before the server is asked. The server has the last word. */
export function checkAccount(mode: AccountMode, { userName, password }: AccountDraft): AccountErrors {
  const errors: AccountErrors = {}
  const wrongName = mode === 'signUp' ? checkNewUserName(userName) : undefined
  if (wrongName) errors.userName = wrongName
  else if (userName.trim() === '') errors.userName = t('account.needUserName')
  if (password === '') errors.password = t('account.needPassword')
  else if (mode === 'signUp' && password.length < 10) errors.password = t('account.shortPassword')
  return errors
}

/** Which field a refusal belongs to, so that it stands where it can be put right. */
export function fieldOfFailure({ code, fields }: ApiFailure): keyof AccountDraft | null {
  if (code === 'username_taken' || code === 'username_reserved') return 'userName'
  if (code === 'invite_needed') return 'inviteCode'
  const path = fields[0]?.path ?? ''
  if (path.includes('inviteCode')) return 'inviteCode'
  return path.includes('userName') ? 'userName' : path.includes('password') ? 'password' : null
}
