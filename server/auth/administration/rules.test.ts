import type { ServerRole } from '@chaos/protocol'
import { describe, expect, it } from 'vitest'
import { assignableRoles, type Held, mayManage, requireOwnerLeft } from './rules.ts'

const one = (serverRole: ServerRole, status: Held['status'] = 'active'): Held => ({
  id: serverRole,
  serverRole,
  status,
})

describe('mayManage', () => {
  it.each<[ServerRole, ServerRole, boolean]>([
    ['owner', 'owner', true],
    ['owner', 'admin', true],
    ['owner', 'user', true],
    ['admin', 'owner', false],
    ['admin', 'admin', false],
    ['admin', 'user', true],
    ['user', 'owner', false],
    ['user', 'admin', false],
    ['user', 'user', false],
  ])('%s over %s: %s', (actor, target, may) => expect(mayManage(one(actor), one(target))).toBe(may))

  it('nobody who is disabled, whatever the role', () =>
    expect(mayManage(one('owner', 'disabled'), one('user'))).toBe(false))
})

describe('assignableRoles', () => {
  it('gives owners all, administrators nothing as high as their own', () => {
    expect(assignableRoles(one('owner'), one('user'))).toEqual(['user', 'admin', 'owner'])
    expect(assignableRoles(one('admin'), one('user'))).toEqual(['user'])
    expect(assignableRoles(one('admin'), one('admin'))).toEqual([])
  })
})

describe('requireOwnerLeft', () => {
  const owner = one('owner')

  it('keeps the last one from being demoted or disabled', () => {
    expect(() => requireOwnerLeft(owner, one('admin'), 1)).toThrow(/no owner/)
    expect(() => requireOwnerLeft(owner, one('owner', 'disabled'), 1)).toThrow(/no owner/)
  })

  it('lets everything else pass', () => {
    expect(() => requireOwnerLeft(owner, one('admin'), 2)).not.toThrow()
    expect(() => requireOwnerLeft(owner, one('owner'), 1)).not.toThrow()
    expect(() => requireOwnerLeft(one('owner', 'disabled'), one('user', 'disabled'), 1)).not.toThrow()
    expect(() => requireOwnerLeft(one('user'), one('user', 'disabled'), 1)).not.toThrow()
  })
})
