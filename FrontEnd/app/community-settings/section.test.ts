import type { Permission } from '@chaos/protocol'
import { expect, test } from 'vitest'
import { sectionsFor } from './section.ts'

const sections: { name: string; needs: Permission[] }[] = [
  { name: 'overview', needs: ['manage_community'] },
  { name: 'people', needs: ['kick_members', 'ban_members'] },
  { name: 'leave', needs: [] },
]

test.each([
  { may: [], shown: ['leave'] },
  { may: ['ban_members'], shown: ['people', 'leave'] },
  { may: ['manage_community', 'kick_members'], shown: ['overview', 'people', 'leave'] },
] satisfies { may: Permission[]; shown: string[] }[])('who may $may sees $shown', ({ may, shown }) => {
  expect(sectionsFor(sections, may).map(({ name }) => name)).toEqual(shown)
})
