import { communityTemplates, permissionNames } from '@chaos/protocol'
import { expect, test } from 'vitest'
import { templates } from './templates.ts'

test.each(communityTemplates)('%s can be made as it stands', (name) => {
  const { channels, categories, roles } = templates[name]
  const rooms = [...channels, ...categories.flatMap((category) => category.channels)]
  expect(channels.length).toBeGreaterThan(0)
  // A community has no two rooms of one name, whatever the case.
  expect(new Set(rooms.map((room) => room.name.toLowerCase())).size).toBe(rooms.length)
  expect(new Set(categories.map((category) => category.name)).size).toBe(categories.length)
  for (const { name: word } of [...rooms, ...categories, ...roles]) {
    expect(word.trim()).toBe(word)
    expect(word.length).toBeGreaterThan(0)
    expect(word.length).toBeLessThanOrEqual(64)
  }
  for (const { userLimit = 1 } of rooms) expect(userLimit >= 1 && userLimit <= 500).toBe(true)
  for (const { permissions, color } of roles) {
    expect(permissionNames).toEqual(expect.arrayContaining(permissions))
    expect(new Set(permissions).size).toBe(permissions.length)
    expect(color).toMatch(/^#[0-9a-f]{6}$/)
    // Nobody runs the community before its owner lets them.
    expect(permissions).not.toEqual(expect.arrayContaining(['administrator']))
  }
})
