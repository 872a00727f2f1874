import { type Static, Type } from 'typebox'

/** Every permission by name. A role is a set of these; the resolver on the server is the only judge. */
export const permissionNames = [
  /** All the others, in every channel. Only ownership itself is more. */
  'administrator',
  'view_community',
  /** See a channel, who is in it, and what is said there. */
  'view_channels',
  'create_invite',
  'change_nickname',
  'manage_nicknames',
  'connect_voice',
  'speak',
  /** Leave recordings and texts in a channel, and react to those of others. */
  'post_messages',
  /** On a stage: ask to be let speak. */
  'request_to_speak',
  /** Others are quieter while this person speaks. */
  'priority_speaker',
  'mute_members',
  'deafen_members',
  /** Bring somebody into another channel, or out of all of them. */
  'move_members',
  /** On a stage: let people speak, and end it. */
  'manage_stage',
  /** Pin messages, and delete those of others. */
  'manage_messages',
  /** Reach everybody at once. */
  'mention_everyone',
  'timeout_members',
  'kick_members',
  'ban_members',
  'handle_reports',
  'view_audit_log',
  'manage_channels',
  'manage_roles',
  'manage_bots',
  'manage_community',
] as const

export const Permission = Type.Enum([...permissionNames])
export type Permission = Static<typeof Permission>

/** What an override of one channel may say something about. */
export const channelPermissions = [
  'view_channels',
  'create_invite',
  'connect_voice',
  'speak',
  'post_messages',
  'request_to_speak',
  'priority_speaker',
  'mute_members',
  'deafen_members',
  'move_members',
  'manage_stage',
  'manage_messages',
  'mention_everyone',
  'manage_channels',
  'manage_roles',
] as const satisfies readonly Permission[]

/** What is left to somebody in a timeout. */
export const timeoutPermissions = ['view_community', 'view_channels'] as const satisfies readonly Permission[]
