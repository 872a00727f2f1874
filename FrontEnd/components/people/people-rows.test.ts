import { expect, it } from 'vitest'
import { rowsOf } from './people-rows.ts'

const person = (userId: string) => ({
  userId,
  name: userId,
  picture: null,
  self: false,
  isBot: false,
  speaking: false,
  room: null,
  status: 'online' as const,
  words: '',
  color: null,
})

it('puts each group under its heading, with how many they are', () => {
  const rows = rowsOf([
    { key: 'owner', title: 'Owner', people: [person('ada')] },
    { key: 'members', title: 'Members', people: [person('ben'), person('cleo')] },
  ])
  expect(rows.map((row) => (row.kind === 'heading' ? `${row.group} ${row.count}` : row.person.name))).toEqual([
    ...['owner 1', 'ada', 'members 2', 'ben', 'cleo'],
  ])
  expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length)
})
