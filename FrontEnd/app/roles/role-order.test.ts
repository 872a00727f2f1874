import { expect, it } from 'vitest'
import { droppedRole, steppedRole } from './role-order.ts'

const ids = ['a', 'b', 'c']
const role = (id: string) => ({ kind: 'role', id })

it('steps, and stops at the ends', () => {
  expect(steppedRole(ids, 'b', -1)).toEqual(['b', 'a', 'c'])
  expect(steppedRole(ids, 'b', 1)).toEqual(['a', 'c', 'b'])
  expect(steppedRole(ids, 'a', -1)).toBeNull()
  expect(steppedRole(ids, 'c', 1)).toBeNull()
})

it('drops beside another', () => {
  expect(droppedRole(ids, role('c'), { ...role('a'), after: false })).toEqual(['c', 'a', 'b'])
  expect(droppedRole(ids, role('a'), { ...role('b'), after: true })).toEqual(['b', 'a', 'c'])
  expect(droppedRole(ids, role('a'), { ...role('x'), after: true })).toBeNull()
})
