import { type Static, Type } from 'typebox'
import { Closed } from '../wire/message-table.ts'

/** Who may make an account: anybody, who has an invite, anybody whom an administrator lets in, nobody. */
export const RegistrationMode = Type.Enum(['open', 'invite', 'approval', 'closed'])
export type RegistrationMode = Static<typeof RegistrationMode>

/** Browsers keep a cookie for 400 days at most. */
const Days = Type.Integer({ minimum: 1, maximum: 365 })

/** What administrators set while the server runs. */
export const ServerSettings = Closed({
  serverName: Type.String({ minLength: 1, maxLength: 64, pattern: '\\S' }),
  /** Shown to those who are not signed in, under the server's name. */
  welcomeText: Type.String({ maxLength: 500 }),
  registration: RegistrationMode,
  /** Whether a registration has to bring a proof of work. */
  proofOfWork: Type.Boolean(),
  mayCreateCommunities: Type.Enum(['everybody', 'administrators']),
  /** A session ends so long after its sign-in, used or not. */
  sessionDays: Days,
  /** A session ends when it has not been used for so long. */
  idleSessionDays: Days,
  /** Zero bits that the proof has to have; each more doubles the work. 18: under a second on most devices. */
  proofOfWorkBits: Type.Integer({ minimum: 8, maximum: 26 }),
  /** How people reach an administrator, shown before sign-in; '' for nothing. */
  contact: Type.String({ maxLength: 200 }),
})
export type ServerSettings = Static<typeof ServerSettings>

export const ServerSettingsChange = Type.Partial(ServerSettings, { additionalProperties: false })
export type ServerSettingsChange = Static<typeof ServerSettingsChange>

export const defaultServerSettings: ServerSettings = {
  serverName: 'C.H.A.O.S.',
  welcomeText: '',
  registration: 'open',
  proofOfWork: false,
  mayCreateCommunities: 'everybody',
  sessionDays: 30,
  idleSessionDays: 14,
  proofOfWorkBits: 18,
  contact: '',
}
