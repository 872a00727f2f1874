import { permissionNames } from '@chaos/protocol'
import { expect, test } from 'vitest'
import { type Override, type RoleGrant, resolvePermissions } from './resolve-permissions.ts'

const owner: RoleGrant = { kind: 'owner', permissions: [] }
const member: RoleGrant = { kind: 'member', permissions: ['view_community', 'connect_voice', 'speak'] }
const custom = (...permissions: string[]): RoleGrant => ({ kind: 'custom', permissions })
const role = (allow: string[], deny: string[] = []): Override => ({ target: 'role', allow, deny })
const person = (allow: string[], deny: string[] = []): Override => ({ target: 'member', allow, deny })

const cases: { name: string; roles: RoleGrant[]; overrides: Override[]; inTimeout?: true; may: string[] }[] = [
  { name: 'no role, nothing', roles: [], overrides: [], may: [] },
  { name: 'a member has the role of everybody', roles: [member], overrides: [], may: member.permissions },
  { name: 'an owner may everything', roles: [member, owner], overrides: [], may: [...permissionNames] },
  {
    name: 'overrides do not touch an owner',
    roles: [member, owner],
    overrides: [role([], ['speak']), person([], ['connect_voice'])],
    may: [...permissionNames],
  },
  {
    name: 'roles add up',
    roles: [member, custom('mute_members'), custom('manage_channels', 'speak')],
    overrides: [],
    may: [...member.permissions, 'manage_channels', 'mute_members'],
  },
  {
    name: 'a role override denies',
    roles: [member],
    overrides: [role([], ['speak'])],
    may: ['view_community', 'connect_voice'],
  },
  {
    name: 'among roles, allowing wins over denying, whatever their order',
    roles: [member, custom()],
    overrides: [role(['speak']), role([], ['speak'])],
    may: member.permissions,
  },
  {
    name: 'a denial for the member wins over what a role allows',
    roles: [member],
    overrides: [person([], ['speak']), role(['speak'])],
    may: ['view_community', 'connect_voice'],
  },
  {
    name: 'an allowance for the member wins over what a role denies',
    roles: [member],
    overrides: [person(['speak', 'mute_members']), role([], ['speak'])],
    may: [...member.permissions, 'mute_members'],
  },
  {
    name: 'for the same target, allowing wins over denying',
    roles: [member],
    overrides: [person(['speak'], ['speak'])],
    may: member.permissions,
  },
  {
    name: 'an administrator may everything, whatever a channel denies',
    roles: [member, custom('administrator')],
    overrides: [role([], ['speak']), person([], ['connect_voice'])],
    may: [...permissionNames],
  },
  {
    name: 'no channel makes an administrator',
    roles: [member],
    overrides: [role(['administrator']), person(['administrator'])],
    may: member.permissions,
  },
  {
    name: 'a timeout leaves looking on',
    roles: [member, custom('view_channels', 'mute_members')],
    overrides: [person(['priority_speaker'])],
    inTimeout: true,
    may: ['view_community', 'view_channels'],
  },
  {
    name: 'a timeout gives nothing',
    roles: [custom('view_community')],
    overrides: [],
    inTimeout: true,
    may: ['view_community'],
  },
  { name: 'a timeout passes over an owner', roles: [owner], overrides: [], inTimeout: true, may: [...permissionNames] },
  {
    name: 'names we do not know give nothing',
    roles: [custom('view_community', 'fly')],
    overrides: [role(['dive'])],
    may: ['view_community'],
  },
]

test.each(cases)('$name', ({ roles, overrides, inTimeout = false, may }) => {
  expect(resolvePermissions(roles, overrides, inTimeout)).toEqual(new Set(may))
})
