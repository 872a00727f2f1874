import { permissionNames } from '@chaos/protocol'
import { expect, test } from 'vitest'
import { exampleMember, exampleRole } from '../../../packages/protocol/src/testing/community-examples.ts'
import { givableRoles } from './givable-roles.ts'

const roles = [
  exampleRole({ id: 'owner', kind: 'owner', position: 0 }),
  exampleRole({ id: 'high', position: 1 }),
  exampleRole({ id: 'own', position: 2, permissions: ['manage_roles', 'speak'] }),
  exampleRole({ id: 'low', position: 3, permissions: ['speak'] }),
  exampleRole({ id: 'strong', position: 4, permissions: ['ban_members'] }),
  exampleRole({ id: 'everybody', kind: 'member', position: 1_000_000 }),
]
const given = (...parts: Parameters<typeof givableRoles>) => givableRoles(...parts).map(({ id }) => id)

test('an owner gives every role of the community’s own', () => {
  const member = exampleMember({ isOwner: true, roleIds: ['owner'] })
  expect(given({ member, roles, permissions: [...permissionNames] })).toEqual(['high', 'own', 'low', 'strong'])
})

test('others give what is below them and may no more than they do', () => {
  const member = exampleMember({ roleIds: ['own'] })
  expect(given({ member, roles, permissions: ['manage_roles', 'speak'] })).toEqual(['low'])
  expect(given({ member, roles, permissions: ['speak'] })).toEqual([])
})
