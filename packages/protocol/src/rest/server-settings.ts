import { type Static, Type } from 'typebox'
import { Closed } from '../wire/message-table.ts'

/** Who may make an account: anybody, who has an invite, anybody whom an administrator lets in, nobody. */
export const RegistrationMode = Type.Enum(['open', 'invite', 'approval', 'closed'])
export type RegistrationMode = Static<typeof RegistrationMode>

/** What administrators set while the server runs. */
export const ServerSettings = Closed({
  serverName: Type.String({ minLength: 1, maxLength: 64, pattern: '\\S' }),
  registration: RegistrationMode,
  /** Whether a registration has to bring a proof of work. */
  proofOfWork: Type.Boolean(),
  /** Zero bits that the proof has to have; each more doubles the work. 18: under a second on most devices. */
  proofOfWorkBits: Type.Integer({ minimum: 8, maximum: 26 }),
  /** How people reach an administrator, shown before sign-in; '' for nothing. */
  contact: Type.String({ maxLength: 200 }),
})
export type ServerSettings = Static<typeof ServerSettings>

export const ServerSettingsChange = Type.Partial(ServerSettings)
export type ServerSettingsChange = Static<typeof ServerSettingsChange>

export const defaultServerSettings: ServerSettings = {
  serverName: 'C.H.A.O.S.',
  registration: 'open',
  proofOfWork: false,
  proofOfWorkBits: 18,
  contact: '',
}
