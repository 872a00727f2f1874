import type { ClientInfo } from '../client-info.ts'
import { deviceWords } from './device-words.ts'

type Kind = 'new_sign_in' | 'password_changed' | 'second_factor_changed' | 'refresh_reused' | 'email_changed'
export type Notice = { kind: Kind; client: ClientInfo; at: Date }

const changePassword = 'change your password and look through your sessions in the settings.'
const facts: Record<Kind, { subject: string; what: string; advice: string }> = {
  new_sign_in: {
    subject: 'New sign-in',
    what: 'Somebody signed in to your account on a device that was not used for it before.',
    advice: `If this was not you, ${changePassword}`,
  },
  password_changed: {
    subject: 'Your password was changed',
    what: 'The password of your account was changed.',
    advice: 'If this was not you, choose a new password with "Forgot your password?" on the sign-in page.',
  },
  second_factor_changed: {
    subject: 'Your second step was changed',
    what: 'The ways in which your account proves who you are were changed.',
    advice: `If this was not you, ${changePassword}`,
  },
  refresh_reused: {
    subject: 'A session was ended for safety',
    what: 'A key of one of your sessions was used twice, which happens when somebody copied it. We ended that session.',
    advice: `Sign in again. If you do not know the device below, ${changePassword}`,
  },
  email_changed: {
    subject: 'Your e-mail address was changed',
    what: 'Your account no longer uses this e-mail address.',
    advice: 'If this was not you, sign in, set your address again and change your password.',
  },
}

/** What happened, when and on what device; no links, so that people learn that ours never ask them to follow one. */
export function noticeText({ kind, client, at }: Notice, server: string): { subject: string; text: string } {
  const { subject, what, advice } = facts[kind]
  const time = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
  const place = `Time: ${time}\nDevice: ${deviceWords(client.userAgent)}\nAddress: ${client.ip}`
  return { subject: `${subject} – ${server}`, text: `${what}\n\n${place}\n\n${advice}\n` }
}
