import { channelsOf, placeOf, putCategory, putChannel } from '@chaos/client-core'
import type { ChannelOrder } from '@chaos/protocol'
import type { Over, Sorted } from '../../components/channels/use-drag-sort.ts'

const homeOf = (id: string): string | null => (id === '' ? null : id)

/** The order after something was dragged to another place; null when it cannot be there. */
export function dropped(order: ChannelOrder, dragged: Sorted, over: Over): ChannelOrder | null {
  if (dragged.kind === 'category' && over.kind === 'group') return droppedCategory(order, dragged.id, over)
  if (dragged.kind !== 'channel') return null
  if (over.kind === 'category') return putChannel(order, dragged.id, { categoryId: homeOf(over.id), index: 0 })
  const place = over.kind === 'channel' ? placeOf(order, over.id) : null
  if (!place) return null
  const others = channelsOf(order, place.categoryId).filter((id) => id !== dragged.id)
  const index = others.indexOf(over.id) + (over.after ? 1 : 0)
  return putChannel(order, dragged.id, { categoryId: place.categoryId, index })
}

function droppedCategory(order: ChannelOrder, categoryId: string, over: Over): ChannelOrder | null {
  if (over.id === categoryId) return null
  const others = order.categories.map(({ id }) => id).filter((id) => id !== categoryId)
  // Rooms without a category stand above all of them.
  return putCategory(order, categoryId, over.id === '' ? 0 : others.indexOf(over.id) + (over.after ? 1 : 0))
}
