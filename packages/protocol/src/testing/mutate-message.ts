import type { Random } from './random.ts'

const oddValues: readonly unknown[] = [
  ...[null, true, 0, -1, 0.5, 1e21, Number.MAX_SAFE_INTEGER, '', 'x', '\u0000', '\ud800', '__proto__'],
  ...[[], [[]], {}, { type: 'session.ping' }],
]
const oddKeys = ['__proto__', 'constructor', 'toString', 'type', 'id', 'extra', ''] as const
const characters = '{}[]",:\\\u0000\u2028 -+.eE0123456789abcdefghijklmnopqrstuvwxyz' as const

export const randomText = (random: Random): string =>
  Array.from({ length: random.below(60) }, () => characters.charAt(random.below(characters.length))).join('')

/** Breaks a message's text, or changes a member of it and leaves the text whole. */
export function mutateMessage(random: Random, message: object): string {
  return random.below(2) === 0
    ? mutateText(random, JSON.stringify(message))
    : JSON.stringify(mutateValue(random, message))
}

function mutateText(random: Random, text: string): string {
  const at = random.below(text.length + 1)
  const to = at + random.below(text.length - at + 1)
  switch (random.below(4)) {
    case 0:
      return text.slice(0, at)
    case 1:
      return text.slice(0, at) + text.slice(to)
    case 2:
      return text.slice(0, to) + text.slice(at)
    default:
      return text.slice(0, at) + characters.charAt(random.below(characters.length)) + text.slice(at + random.below(2))
  }
}

/** Replaces, removes or adds one member, at any depth. */
function mutateValue(random: Random, value: unknown): unknown {
  if (Array.isArray(value)) {
    const at = random.below(value.length + 1)
    return value.toSpliced(at, random.below(2), random.pick([random.pick(oddValues), value[0]]))
  }
  if (typeof value !== 'object' || value === null) return random.pick(oddValues)
  const members = Object.entries(value)
  const at = random.below(members.length + 1)
  const member = members[at]
  if (!member) return Object.fromEntries([...members, [random.pick(oddKeys), random.pick(oddValues)]])
  const changes = [[], [[member[0], mutateValue(random, member[1])]], [[member[0], random.pick(oddValues)]]]
  return Object.fromEntries(members.toSpliced(at, 1, ...(random.pick(changes) as [string, unknown][])))
}
