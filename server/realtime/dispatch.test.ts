import { protocolVersion } from '@chaos/protocol'
import { beforeEach, describe, expect, it } from 'vitest'
import { ForbiddenError, NotFoundError } from '../utils/domain-error.ts'
import { createLogger } from '../utils/logger.ts'
import { type Channel, createDispatch } from './dispatch.ts'
import type { Session } from './session.ts'

type In =
  | { type: 'session.hello'; version: number; token: string }
  | { type: 'session.ping'; id: number }
  | { type: 'note.add'; text: string }
type Out = { type: 'note.added'; text: string }

let said: unknown[]
let session: Session<Out>
let send: (message: In) => Promise<void>

const notes: Channel<In, Out, string[]> = {
  async greet(greeted, { token }) {
    if (token === 'stranger') throw new NotFoundError('No such place.')
    if (token === 'broken') throw new TypeError('a bug')
    greeted.send({ type: 'note.added', text: 'welcome' })
    return []
  },
  handlers: {
    'note.add': (state, { text }) => {
      if (text === 'forbidden') throw new ForbiddenError('Not that.')
      state.push(text)
      session.send({ type: 'note.added', text: state.join() })
    },
  },
}

beforeEach(() => {
  said = []
  session = {
    send: (message) => void said.push(message),
    close: (reason) => void said.push(`closed: ${reason}`),
    closed: false,
    onClosed: () => {},
    hasRoom: () => true,
    room: () => Promise.resolve(),
    sendAway: () => {},
  }
  const dispatch = createDispatch(notes, createLogger({ level: 'silent', stream: 'stderr' }))
  send = (message) => dispatch(session, message)
})

const hello = (token = 'anna', version: number = protocolVersion): In => ({ type: 'session.hello', version, token })
const welcome = { type: 'note.added', text: 'welcome' }

describe('W2: the hello', () => {
  it('comes first and once', async () => {
    await send(hello())
    await send({ type: 'note.add', text: 'one' })
    expect(said).toEqual([welcome, { type: 'note.added', text: 'one' }])
    await send(hello())
    expect(said.at(-1)).toBe('closed: malformed')
  })

  it('is the only first message there is: a ping does not do either', async () => {
    await send({ type: 'session.ping', id: 1 })
    await send({ type: 'note.add', text: 'one' })
    expect(said).toEqual(['closed: malformed', 'closed: malformed'])
  })

  it('has the server’s version', async () => {
    await send(hello('anna', protocolVersion + 1))
    expect(said).toMatchObject([{ type: 'session.refused', code: 'unsupported_version' }, 'closed: unsupportedVersion'])
  })
})

it('W5: a ping is answered with its id', async () => {
  await send(hello())
  await send({ type: 'session.ping', id: 41 })
  expect(said).toEqual([welcome, { type: 'session.pong', id: 41 }])
})

it('a refusal at the door ends the socket, with the reason and no more', async () => {
  await send(hello('stranger'))
  expect(said).toEqual([{ type: 'session.refused', code: 'not_found', message: 'No such place.' }, 'closed: notFound'])
})

it('a bug ends it too, without details', async () => {
  await send(hello('broken'))
  expect(said).toMatchObject([{ type: 'session.refused', code: 'internal' }, 'closed: internal'])
  expect(JSON.stringify(said)).not.toContain('a bug')
})

it('W10: a refusal after the hello answers one message and leaves the socket open', async () => {
  await send(hello())
  await send({ type: 'note.add', text: 'forbidden' })
  await send({ type: 'note.add', text: 'two' })
  expect(said).toEqual([
    welcome,
    { type: 'session.refused', code: 'forbidden', message: 'Not that.' },
    { type: 'note.added', text: 'two' },
  ])
})
