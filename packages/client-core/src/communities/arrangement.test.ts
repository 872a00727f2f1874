import type { ChannelOrder } from '@chaos/protocol'
import { describe, expect, it } from 'vitest'
import { exampleChannel } from '../../../protocol/src/testing/community-examples.ts'
import { arranged, orderOf, placeOf, putCategory, putChannel, stepCategory, stepChannel } from './arrangement.ts'

const order: ChannelOrder = {
  uncategorized: ['a', 'b'],
  categories: [
    { id: 'x', channelIds: ['c'] },
    { id: 'y', channelIds: [] },
  ],
}
const short = ({ uncategorized, categories }: ChannelOrder) =>
  [uncategorized.join(''), ...categories.map(({ id, channelIds }) => `${id}:${channelIds.join('')}`)].join(' ')

describe('the order of channels', () => {
  it('comes from their positions, one category after the other', () => {
    const category = (id: string, position: number) => ({ id, communityId: 'community', name: id, position })
    const channels = [
      exampleChannel({ id: 'c', categoryId: 'x', position: 0 }),
      exampleChannel({ id: 'b', position: 2 }),
      exampleChannel({ id: 'a', position: 2 }),
    ]
    const structure = { categories: [category('y', 1), category('x', 0)], channels }
    expect(short(orderOf(structure))).toBe('ab x:c y:')
    expect(arranged(structure).map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  })

  it('says where one stands', () => {
    expect(placeOf(order, 'b')).toEqual({ categoryId: null, index: 1 })
    expect(placeOf(order, 'c')).toEqual({ categoryId: 'x', index: 0 })
    expect(placeOf(order, 'z')).toBeNull()
  })

  it('takes one to another place', () => {
    expect(short(putChannel(order, 'a', { categoryId: 'x', index: 1 }))).toBe('b x:ca y:')
    expect(short(putChannel(order, 'a', { categoryId: null, index: 1 }))).toBe('ba x:c y:')
    expect(short(putChannel(order, 'c', { categoryId: null, index: 0 }))).toBe('cab x: y:')
  })

  it('goes step by step through the categories, down and up again', () => {
    const seen = ['ab x:c y:']
    let now: ChannelOrder | null = order
    for (const by of [1, 1, 1, 1, -1, -1, -1, -1] as const) {
      now = now && (stepChannel(now, 'a', by) ?? now)
      seen.push(short(now ?? order))
    }
    expect(seen).toEqual([
      'ab x:c y:',
      'ba x:c y:',
      'b x:ac y:',
      'b x:ca y:',
      'b x:c y:a',
      'b x:ca y:',
      'b x:ac y:',
      'ba x:c y:',
      'ab x:c y:',
    ])
    expect(stepChannel(order, 'a', -1)).toBeNull()
    expect(stepChannel(putChannel(order, 'a', { categoryId: 'y', index: 0 }), 'a', 1)).toBeNull()
    expect(stepChannel(order, 'z', 1)).toBeNull()
  })

  it('moves whole categories', () => {
    expect(short(putCategory(order, 'y', 0))).toBe('ab y: x:c')
    expect(short(stepCategory(order, 'x', 1) ?? order)).toBe('ab y: x:c')
    expect(stepCategory(order, 'x', -1)).toBeNull()
    expect(stepCategory(order, 'y', 1)).toBeNull()
  })
})
