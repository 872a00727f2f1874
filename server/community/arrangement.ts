import type { ChannelId, ChannelOrder, ChannelOrderChange } from '@chaos/protocol'
import type { Standing } from '../database/stores/channel-order-store.ts'

type Sees = (channelId: ChannelId) => boolean

const of = ({ channels }: Standing, categoryId: string | null): ChannelId[] =>
  channels.filter((channel) => channel.categoryId === categoryId).map(({ id }) => id)

/** How things stand, as somebody sees it. */
export const orderOf = (now: Standing, sees: Sees): ChannelOrder => ({
  uncategorized: of(now, null).filter(sees),
  categories: now.categoryIds.map((id) => ({ id, channelIds: of(now, id).filter(sees) })),
})

const channelsIn = ({ uncategorized, categories }: ChannelOrder): ChannelId[] => [
  ...uncategorized,
  ...categories.flatMap(({ channelIds }) => channelIds),
]
const categoriesIn = ({ categories }: ChannelOrder): string[] => categories.map(({ id }) => id)
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
const sameMembers = (a: readonly string[], b: readonly string[]): boolean => same(a.toSorted(), b.toSorted())

/**
 * What becomes of `now` by a change that somebody asks for who sees a part of it. What they do not see stays in its
 * category, as far from the top as before. Null when `from` is not what they see by now, or `to` is not made of the same.
 */
export function arrange(now: Standing, { from, to }: ChannelOrderChange, sees: Sees): Standing | null {
  const isFresh = same(orderOf(now, sees), from)
  const isWhole = sameMembers(channelsIn(from), channelsIn(to)) && sameMembers(categoriesIn(from), categoriesIn(to))
  if (!isFresh || !isWhole) return null
  const home = (categoryId: string | null, wanted: readonly ChannelId[]) => {
    const ids = [...wanted]
    for (const [index, id] of of(now, categoryId).entries()) if (!sees(id)) ids.splice(index, 0, id)
    return ids.map((id) => ({ id, categoryId }))
  }
  const channels = to.categories.flatMap(({ id, channelIds }) => home(id, channelIds))
  return { categoryIds: categoriesIn(to), channels: [...home(null, to.uncategorized), ...channels] }
}
