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
})
export type ServerSettings = Static<typeof ServerSettings>

export const ServerSettingsChange = Type.Partial(ServerSettings)
export type ServerSettingsChange = Static<typeof ServerSettingsChange>

export const defaultServerSettings: ServerSettings = {
  serverName: 'C.H.A.O.S.',
  registration: 'open',
  proofOfWork: false,
}
