import { expect, it } from 'vitest'
import { exampleMember, exampleRole, exampleView } from '../../../packages/protocol/src/testing/community-examples.ts'
import { isBelow, mayGive } from './rank.ts'

const high = exampleRole({ id: 'high', position: 1 })
const middle = exampleRole({ id: 'middle', position: 2 })
const low = exampleRole({ id: 'low', position: 3, permissions: ['mute_members'] })
const owner = exampleRole({ id: 'owner', kind: 'owner', position: 0 })
const everybody = exampleRole({ id: 'everybody', kind: 'member', position: 1_000_000 })
const roles = [owner, high, middle, low, everybody]

it('everything but the owner is below the owner', () => {
  const view = exampleView({ roles, member: exampleMember({ isOwner: true, roleIds: ['owner'] }) })
  expect(roles.filter((role) => isBelow(view, role))).toEqual([high, middle, low, everybody])
})

it('a role is below only what stands higher', () => {
  const view = exampleView({ roles, member: exampleMember({ roleIds: ['middle'] }) })
  expect(roles.filter((role) => isBelow(view, role))).toEqual([low, everybody])
  expect(mayGive(view, low)).toBe(false)
  expect(mayGive({ ...view, permissions: ['mute_members'] }, low)).toBe(true)
  expect(mayGive(view, everybody)).toBe(false)
})

it('with no role but everybody’s nothing is below', () => {
  const view = exampleView({ roles, member: exampleMember() })
  expect(roles.filter((role) => isBelow(view, role))).toEqual([])
})
