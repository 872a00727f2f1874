import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import {
  notificationClientMessages,
  notificationServerMessages,
  parseNotificationClientMessage,
  parseNotificationServerMessage,
} from '../notifications/messages.ts'
import { parsePresenceClientMessage, presenceClientMessages, presenceLimits } from '../presence/messages.ts'
import { mutateMessage, randomText } from '../testing/mutate-message.ts'
import { seededRandom } from '../testing/random.ts'
import {
  notificationClientExamples,
  notificationServerExamples,
  presenceClientExamples,
  voiceClientExamples,
  voiceServerExamples,
} from '../testing/valid-messages.ts'
import { parseVoiceClientMessage, voiceClientMessages } from '../voice/client-messages.ts'
import { voiceLimits } from '../voice/limits.ts'
import { parseVoiceServerMessage, voiceServerMessages } from '../voice/server-messages.ts'
import type { MessageParser, MessageTable } from './message-table.ts'

type Message = { type: string }
type Socket = { parse: MessageParser<Message>; table: MessageTable; examples: Record<string, Message> }

const sockets: [name: string, socket: Socket][] = [
  ['voice, client', { parse: parseVoiceClientMessage, table: voiceClientMessages, examples: voiceClientExamples }],
  ['voice, server', { parse: parseVoiceServerMessage, table: voiceServerMessages, examples: voiceServerExamples }],
  ['presence', { parse: parsePresenceClientMessage, table: presenceClientMessages, examples: presenceClientExamples }],
  [
    'notifications, client',
    {
      parse: parseNotificationClientMessage,
      table: notificationClientMessages,
      examples: notificationClientExamples,
    },
  ],
  [
    'notifications, server',
    {
      parse: parseNotificationServerMessage,
      table: notificationServerMessages,
      examples: notificationServerExamples,
    },
  ],
]

/** The schemas by the library's interpreter; the parsers use its compiler. */
function checksOf(table: MessageTable): (message: Message) => boolean {
  const schemas = new Map(
    Object.entries(table).map(([type, { properties }]) => [
      type,
      Type.Object({ type: Type.Literal(type), ...properties }, { additionalProperties: false }),
    ]),
  )
  return (message) => {
    const schema = schemas.get(message.type)
    return schema !== undefined && Value.Check(schema, message)
  }
}

describe.each(sockets)('%s', (_name, { parse, table, examples }) => {
  it('W1: takes a message of every type as it is', () => {
    expect(Object.keys(examples).toSorted()).toEqual(Object.keys(table).toSorted())
    for (const message of Object.values(examples)) {
      expect(parse(JSON.stringify(message))).toEqual({ kind: 'message', message })
    }
  })

  it('W1: refuses unknown members and missing ones in every type', () => {
    for (const message of Object.values(examples)) {
      expect(parse(JSON.stringify({ ...message, surprise: 1 }))).toMatchObject({ kind: 'refused', reason: 'invalid' })
      for (const name of Object.keys(message)) {
        if (name === 'type' || name === 'resume') continue
        const rest = Object.fromEntries(Object.entries(message).filter(([key]) => key !== name))
        expect(parse(JSON.stringify(rest)), `${message.type} without ${name}`).toMatchObject({ kind: 'refused' })
      }
    }
  })

  it('W1: takes 100,000 random and mutated texts: a message that fits its schema, or a refusal', () => {
    const seed = 31
    const random = seededRandom(seed)
    const valid = Object.values(examples)
    const satisfies = checksOf(table)
    const kinds = new Map<string, number>()
    for (let round = 0; round < 100_000; round += 1) {
      const text = round % 2 === 0 ? randomText(random) : mutateMessage(random, random.pick(valid))
      const parsed = parse(text)
      const kind = parsed.kind === 'refused' ? parsed.reason : parsed.kind
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
      if (parsed.kind === 'message' && !satisfies(parsed.message)) {
        throw new Error(`seed ${seed}, round ${round}: took ${text}`)
      }
    }
    expect([...kinds.keys()].toSorted()).toEqual(['invalid', 'message', 'not_json', 'unknown_type'])
    expect(kinds.get('message')).toBeGreaterThan(100)
  })
})

describe('bounds', () => {
  const commit = voiceClientExamples['group.commit']
  const base64 = (bytes: number) => 'A'.repeat(Math.ceil((bytes * 4) / 3))
  const kind = (message: object) => parseVoiceClientMessage(JSON.stringify(message)).kind

  it('W1: of commits, group infos, tokens and addresses', () => {
    expect(kind({ ...commit, commit: base64(voiceLimits.commitBytes) })).toBe('message')
    expect(kind({ ...commit, commit: `${base64(voiceLimits.commitBytes)}A` })).toBe('refused')
    expect(kind({ ...commit, groupInfo: base64(voiceLimits.groupInfoBytes) })).toBe('message')
    expect(kind({ ...commit, groupInfo: `${base64(voiceLimits.groupInfoBytes)}A` })).toBe('refused')
    const hello = voiceClientExamples['session.hello']
    expect(kind({ ...hello, token: 'x'.repeat(4096) })).toBe('message')
    expect(kind({ ...hello, token: 'x'.repeat(4097) })).toBe('refused')
  })

  it('the largest commit with the largest group info fits into one message', () => {
    const whole = { ...commit, commit: base64(voiceLimits.commitBytes), groupInfo: base64(voiceLimits.groupInfoBytes) }
    expect(JSON.stringify(whole).length).toBeLessThan(voiceLimits.messageLength)
    expect(kind(whole)).toBe('message')
  })

  it('W1: base64url has no padding and no other alphabet', () => {
    for (const text of ['AA==', 'A+/A', 'A A', 'Ä']) expect(kind({ ...commit, commit: text })).toBe('refused')
  })

  it('G3: an epoch is a whole number that a number holds', () => {
    for (const epoch of [-1, 0.5, 2 ** 53, '1']) expect(kind({ ...commit, epoch })).toBe('refused')
    expect(kind({ ...commit, epoch: Number.MAX_SAFE_INTEGER })).toBe('message')
  })

  it('P1: at most a hundred communities are watched', () => {
    const [first = ''] = presenceClientExamples['watch.set'].communityIds
    const watch = (count: number) => JSON.stringify({ type: 'watch.set', communityIds: Array(count).fill(first) })
    expect(parsePresenceClientMessage(watch(100)).kind).toBe('message')
    expect(parsePresenceClientMessage(watch(101)).kind).toBe('refused')
    expect(parsePresenceClientMessage(' '.repeat(presenceLimits.messageLength + 1))).toMatchObject({
      reason: 'too_large',
    })
  })
})
