import type { Category, Channel, ChannelId, ChannelOrder } from '@chaos/protocol'

type Structure = { categories: readonly Category[]; channels: readonly Channel[] }
/** Where a channel goes: so many channels from the top of a category, or of those without one. */
export type ChannelPlace = { categoryId: string | null; index: number }

type Placed = { id: string; position: number }
export const byPosition = (a: Placed, b: Placed): number => a.position - b.position || (a.id < b.id ? -1 : 1)

/** How channels and categories stand. */
export function orderOf({ categories, channels }: Structure): ChannelOrder {
  const sorted = channels.toSorted(byPosition)
  const under = (categoryId: string | null) =>
    sorted.filter((channel) => channel.categoryId === categoryId).map(({ id }) => id)
  return {
    uncategorized: under(null),
    categories: categories.toSorted(byPosition).map(({ id }) => ({ id, channelIds: under(id) })),
  }
}

export const channelsOf = (order: ChannelOrder, categoryId: string | null): ChannelId[] =>
  categoryId === null ? order.uncategorized : (order.categories.find(({ id }) => id === categoryId)?.channelIds ?? [])

/** All channels, from the top to the end of the list. */
export const inOrder = ({ uncategorized, categories }: ChannelOrder): ChannelId[] => [
  ...uncategorized,
  ...categories.flatMap(({ channelIds }) => channelIds),
]

/** Channels as the list shows them. */
export function arranged(structure: Structure): Channel[] {
  const byId = new Map(structure.channels.map((channel) => [channel.id, channel]))
  return inOrder(orderOf(structure)).flatMap((id) => byId.get(id) ?? [])
}

/** Where a channel stands; null when it is not in the order. */
export function placeOf(order: ChannelOrder, channelId: ChannelId): ChannelPlace | null {
  const homes = [null, ...order.categories.map(({ id }) => id)]
  for (const categoryId of homes) {
    const index = channelsOf(order, categoryId).indexOf(channelId)
    if (index >= 0) return { categoryId, index }
  }
  return null
}

/** The order with a channel in another place. `index` counts without the channel itself. */
export function putChannel(
  order: ChannelOrder,
  channelId: ChannelId,
  { categoryId, index }: ChannelPlace,
): ChannelOrder {
  const put = (home: string | null, ids: readonly ChannelId[]) => {
    const rest = ids.filter((id) => id !== channelId)
    return home === categoryId ? rest.toSpliced(index, 0, channelId) : rest
  }
  return {
    uncategorized: put(null, order.uncategorized),
    categories: order.categories.map(({ id, channelIds }) => ({ id, channelIds: put(id, channelIds) })),
  }
}

/** One step up or down, into the next category at its edge; null at the very end. */
export function stepChannel(order: ChannelOrder, channelId: ChannelId, by: 1 | -1): ChannelOrder | null {
  const place = placeOf(order, channelId)
  if (!place) return null
  const here = channelsOf(order, place.categoryId)
  const index = place.index + by
  if (index >= 0 && index < here.length) return putChannel(order, channelId, { ...place, index })
  const homes = [null, ...order.categories.map(({ id }) => id)]
  const next = homes[homes.indexOf(place.categoryId) + by]
  if (next === undefined) return null
  return putChannel(order, channelId, { categoryId: next, index: by === 1 ? 0 : channelsOf(order, next).length })
}

/** The order with a category in another place. `index` counts without the category itself. */
export function putCategory(order: ChannelOrder, categoryId: string, index: number): ChannelOrder {
  const moved = order.categories.filter(({ id }) => id === categoryId)
  const rest = order.categories.filter(({ id }) => id !== categoryId)
  return { ...order, categories: rest.toSpliced(index, 0, ...moved) }
}

/** One step up or down; null at the ends. */
export function stepCategory(order: ChannelOrder, categoryId: string, by: 1 | -1): ChannelOrder | null {
  const index = order.categories.findIndex(({ id }) => id === categoryId) + by
  return index < 0 || index >= order.categories.length ? null : putCategory(order, categoryId, index)
}
