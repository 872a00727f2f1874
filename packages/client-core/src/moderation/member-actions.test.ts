import { expect, it } from 'vitest'
import { exampleMember, exampleRole, exampleView } from '../../../protocol/src/testing/community-examples.ts'
import { memberActionsOn } from './member-actions.ts'

const roles = [
  exampleRole({ id: 'top', position: 1, permissions: ['administrator'] }),
  exampleRole({ id: 'middle', position: 2 }),
  exampleRole({ id: 'low', position: 3 }),
]
const view = exampleView({
  roles,
  permissions: ['kick_members', 'ban_members', 'timeout_members', 'manage_nicknames'],
  member: exampleMember({ userId: 'me', roleIds: ['middle'] }),
})
const other = (change: Partial<ReturnType<typeof exampleMember>>) => exampleMember({ userId: 'other', ...change })

it('offers what the permissions name, on those below', () => {
  for (const roleIds of [[], ['low']])
    expect(memberActionsOn(view, other({ roleIds }))).toEqual(['nickname', 'timeout', 'kick', 'ban', 'report'])
  expect(memberActionsOn({ ...view, permissions: ['kick_members'] }, other({}))).toEqual(['kick', 'report'])
})

it('offers to lift a timeout instead of a second one', () => {
  const actions = memberActionsOn(view, other({ timeoutUntil: '2026-01-01T00:00:00.000Z' }))
  expect(actions).toEqual(['nickname', 'liftTimeout', 'kick', 'ban', 'report'])
})

it('offers only to report those who stand as high, or higher, and the owner', () => {
  for (const change of [{ roleIds: ['middle'] }, { roleIds: ['top'] }, { isOwner: true }])
    expect(memberActionsOn(view, other(change))).toEqual(['report'])
})

it('knows that owners are above all, that a timeout does not bind administrators, and what is one’s own', () => {
  const asOwner = { ...view, member: exampleMember({ userId: 'me', isOwner: true }) }
  expect(memberActionsOn(asOwner, other({ roleIds: ['top'] }))).toEqual(['nickname', 'kick', 'ban', 'report'])
  expect(memberActionsOn(view, exampleMember({ userId: 'me' }))).toEqual([])
  const mayRename = { ...view, permissions: ['change_nickname' as const] }
  expect(memberActionsOn(mayRename, exampleMember({ userId: 'me' }))).toEqual(['nickname'])
})
