import { type Static, Type } from 'typebox'

/** Every permission by name. A role is a set of these; the resolver on the server is the only judge. */
export const permissionNames = [
  'view_community',
  'create_invite',
  'manage_channels',
  'manage_community',
  'connect_voice',
  'speak',
  'mute_members',
] as const

export const Permission = Type.Enum([...permissionNames])
export type Permission = Static<typeof Permission>
