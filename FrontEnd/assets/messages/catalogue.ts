import { account } from './en/account.ts'
import { call } from './en/call.ts'
import { community } from './en/community.ts'
import { general } from './en/general.ts'
import { registration } from './en/registration.ts'
import { security } from './en/security.ts'
import { settings } from './en/settings.ts'

/** Every text of the interface, in English. Another language is another object of these keys. */
export const english = {
  ...general,
  ...account,
  ...community,
  ...call,
  ...settings,
  ...security,
  ...registration,
} as const

type Plural = { readonly one: string; readonly other: string }
export type Catalogue = { readonly [K in keyof typeof english]: (typeof english)[K] extends string ? string : Plural }
export type MessageKey = keyof typeof english
