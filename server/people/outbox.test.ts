import type { PersonPresence } from '@chaos/protocol'
import { expect, it } from 'vitest'
import { createOutbox } from './outbox.ts'

const person = (userId: string): PersonPresence => ({ userId, status: 'online', words: '' })

it('brings everybody what is theirs, and the same object to those who get the same', () => {
  const outbox = createOutbox<string>()
  const [ada, ben, cleo] = [person('ada'), person('ben'), person('cleo')]
  for (const receiver of ['one', 'two', 'three']) outbox.add(receiver, ada)
  for (const receiver of ['two', 'three', 'four']) outbox.add(receiver, ben)
  outbox.add('one', cleo)
  const got = new Map<string, { people: PersonPresence[] }>()
  outbox.send((receiver, message) => got.set(receiver, message))
  const names = [...got].map(([receiver, { people }]) => [receiver, people.map(({ userId }) => userId).join()])
  expect(Object.fromEntries(names)).toEqual({ one: 'ada,cleo', two: 'ada,ben', three: 'ada,ben', four: 'ben' })
  expect(got.get('two')).toBe(got.get('three'))
})
