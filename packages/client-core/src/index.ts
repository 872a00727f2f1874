export type { EmailState } from './account/email.ts'
export type { SolveWork } from './account/registration.ts'
export type { Device, Place, SecurityEvent, SessionView } from './account/own-sessions.ts'
export type { ApiFailure, FailureCode, Outcome } from './api/failure.ts'
export { type Client, type ClientOptions, createClient } from './client.ts'
export * from './communities/arrangement.ts'
export {
  type Connect,
  createReconnectingSocket,
  type ReconnectingSocket,
  type SocketOptions,
  type SocketState,
} from './connection/reconnecting-socket.ts'
export type * from './platform.ts'
export type { AskToConfirm } from './session/confirmation.ts'
export type { SignInStep } from './session/session.ts'
export * from './state/call-slice.ts'
export type { CommunitiesState, Loadable } from './state/communities-slice.ts'
export type { ConversationsState } from './state/conversations-slice.ts'
export type { NotificationsState } from './state/notifications-slice.ts'
export type { RingingState } from './state/ringing-slice.ts'
export type { Connectivity } from './state/connectivity-slice.ts'
export { devicesChanged } from './state/devices-slice.ts'
export type { PeopleState, Seen } from './state/people-slice.ts'
export { type Preferences, preferencesChanged, volumeChanged } from './state/preferences-slice.ts'
export type { Roster, RostersState } from './state/rosters-slice.ts'
export type { ServerState } from './state/server-slice.ts'
export type { SessionState } from './state/session-slice.ts'
export type { Dispatch, RootState, Store } from './state/store.ts'
export type * from './voice/call-state.ts'
export type * from './voice/voice-commands.ts'
export type { VoiceDeps, VoiceParts } from './voice-parts.ts'
