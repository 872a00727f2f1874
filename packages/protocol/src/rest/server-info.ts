import { type Static, Type } from 'typebox'
import { ServerSettings } from './server-settings.ts'

const { serverName, welcomeText, mayCreateCommunities } = ServerSettings.properties

/** What everybody may know of a server, signed in or not. */
export const ServerInfo = Type.Object({ serverName, welcomeText, mayCreateCommunities })
export type ServerInfo = Static<typeof ServerInfo>
