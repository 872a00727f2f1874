import { expect, it } from 'vitest'
import { fail, type Outcome, succeed } from '../api/failure.ts'
import { createConfirmation } from './confirmation.ts'

/** A server that does what is asked once somebody has confirmed. */
function setUp() {
  let confirmed = false
  let asked = 0
  const confirmation = createConfirmation(() => Promise.resolve(fail('internal', 'not called here')))
  return {
    confirmation,
    asked: () => asked,
    answerWith(answer: boolean) {
      return confirmation.askWith(async () => {
        asked += 1
        confirmed ||= answer
        return answer
      })
    },
    action: async (): Promise<Outcome<string>> => (confirmed ? succeed('done') : fail('confirmation_required', 'who?')),
  }
}

it('asks, then runs the action again', async () => {
  const { confirmation, answerWith, action, asked } = setUp()
  answerWith(true)
  expect(await confirmation.withConfirmation(action)).toEqual(succeed('done'))
  expect(await confirmation.withConfirmation(action)).toEqual(succeed('done'))
  expect(asked()).toBe(1)
})

it('asks once for actions that run at the same time', async () => {
  const { confirmation, answerWith, action, asked } = setUp()
  answerWith(true)
  const outcomes = await Promise.all([confirmation.withConfirmation(action), confirmation.withConfirmation(action)])
  expect(outcomes).toEqual([succeed('done'), succeed('done')])
  expect(asked()).toBe(1)
})

it('gives up when the person says no, and when nobody is there to ask', async () => {
  const { confirmation, answerWith, action, asked } = setUp()
  const stop = answerWith(false)
  expect(await confirmation.withConfirmation(action)).toMatchObject({ failure: { code: 'cancelled' } })
  stop()
  expect(await confirmation.withConfirmation(action)).toMatchObject({ failure: { code: 'cancelled' } })
  expect(asked()).toBe(1)
})

it('leaves other outcomes alone', async () => {
  const { confirmation, asked } = setUp()
  expect(await confirmation.withConfirmation(async () => succeed(1))).toEqual(succeed(1))
  expect(await confirmation.withConfirmation(async () => fail('forbidden', 'no'))).toMatchObject({
    failure: { code: 'forbidden' },
  })
  expect(asked()).toBe(0)
})
