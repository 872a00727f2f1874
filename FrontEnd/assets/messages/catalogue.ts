import { account } from './en/account.ts'
import { administration } from './en/administration.ts'
import { bots } from './en/bots.ts'
import { call } from './en/call.ts'
import { channels } from './en/channels.ts'
import { community } from './en/community.ts'
import { conversations } from './en/conversations.ts'
import { general } from './en/general.ts'
import { keys } from './en/keys.ts'
import { messages } from './en/messages.ts'
import { people } from './en/people.ts'
import { notifications } from './en/notifications.ts'
import { communitySettings } from './en/community-settings.ts'
import { joining } from './en/joining.ts'
import { moderation } from './en/moderation.ts'
import { providers } from './en/providers.ts'
import { profile } from './en/profile.ts'
import { registration } from './en/registration.ts'
import { roles } from './en/roles.ts'
import { security } from './en/security.ts'
import { settings } from './en/settings.ts'
import { signInMethods } from './en/sign-in-methods.ts'
import { stageMessages } from './en/stage.ts'
import { trust } from './en/trust.ts'

/** Every text of the interface, in English. Another language is another object of these keys. */
export const english = {
  ...general,
  ...account,
  ...community,
  ...communitySettings,
  ...joining,
  ...call,
  ...stageMessages,
  ...trust,
  ...settings,
  ...security,
  ...providers,
  ...signInMethods,
  ...keys,
  ...profile,
  ...people,
  ...administration,
  ...registration,
  ...bots,
  ...notifications,
  ...conversations,
  ...moderation,
  ...channels,
  ...messages,
  ...roles,
} as const

type Plural = { readonly one: string; readonly other: string }
export type Catalogue = { readonly [K in keyof typeof english]: (typeof english)[K] extends string ? string : Plural }
export type MessageKey = keyof typeof english
