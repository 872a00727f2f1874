import type { ChannelOrder } from '@chaos/protocol'
import { describe, expect, it } from 'vitest'
import { dropped } from './dropped.ts'

const order: ChannelOrder = {
  uncategorized: ['a', 'b'],
  categories: [
    { id: 'x', channelIds: ['c', 'd'] },
    { id: 'y', channelIds: [] },
  ],
}
const channel = (id: string) => ({ kind: 'channel', id })
const category = (id: string) => ({ kind: 'category', id })
const short = (now: ChannelOrder | null) =>
  now &&
  [now.uncategorized.join(''), ...now.categories.map(({ id, channelIds }) => `${id}:${channelIds.join('')}`)].join(' ')

describe('dropping', () => {
  it.each([
    ['before another room', channel('d'), { ...channel('a'), after: false }, 'dab x:c y:'],
    ['after another room', channel('a'), { ...channel('d'), after: true }, 'b x:cda y:'],
    ['further down among its own', channel('a'), { ...channel('b'), after: true }, 'ba x:cd y:'],
    ['on a heading', channel('a'), { ...category('y'), after: true }, 'b x:cd y:a'],
    ['on the heading above', channel('d'), { ...category('x'), after: false }, 'ab x:dc y:'],
  ])('a room %s', (_, dragged, over, wanted) => expect(short(dropped(order, dragged, over))).toBe(wanted))

  it('a category between others, never above rooms without one', () => {
    const group = (id: string, after: boolean) => ({ kind: 'group', id, after })
    expect(short(dropped(order, category('y'), group('x', false)))).toBe('ab y: x:cd')
    expect(short(dropped(order, category('x'), group('y', true)))).toBe('ab y: x:cd')
    expect(short(dropped(order, category('y'), group('', false)))).toBe('ab y: x:cd')
    expect(dropped(order, category('x'), group('x', true))).toBeNull()
  })

  it('what is unknown changes nothing', () => {
    expect(dropped(order, channel('a'), { ...channel('z'), after: true })).toBeNull()
    expect(dropped(order, { kind: 'role', id: 'r' }, { ...channel('a'), after: true })).toBeNull()
  })
})
