import { arranged, byPosition } from '@chaos/client-core'
import type { Channel, CommunityView } from '@chaos/protocol'

type Group<T> = { id: string | null; name: string; channels: T[]; collapsed: boolean }

/** Rooms under their headings. A heading with no room under it is for those who may put one there. */
export function channelGroups<T extends Channel>(
  view: CommunityView,
  collapsed: readonly string[],
  entryOf: (channel: Channel) => T,
): Group<T>[] {
  const entries = arranged(view).map(entryOf)
  const under = (categoryId: string | null) => entries.filter((entry) => entry.categoryId === categoryId)
  const mayManage = view.permissions.includes('manage_channels')
  const headed = view.categories
    .toSorted(byPosition)
    .map(({ id, name }) => ({ id, name, channels: under(id), collapsed: collapsed.includes(id) }))
    .filter(({ channels }) => mayManage || channels.length > 0)
  return [{ id: null, name: '', channels: under(null), collapsed: false }, ...headed]
}
