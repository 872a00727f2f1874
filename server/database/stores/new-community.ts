import type { ChannelKind, CommunityId, Permission } from '@chaos/protocol'
import { newId } from '../../utils/ids.ts'
import { categories, channels, roles } from '../schema.ts'
import type { Transaction } from './picture-store.ts'

type NewChannel = { name: string; kind: ChannelKind; userLimit: number }
type NewRole = { name: string; color: string | null; permissions: Permission[]; isListed: boolean }

/** What a new community is furnished with, each list in the order shown, the highest role first. */
export type Furnishing = {
  channels: NewChannel[]
  categories: { name: string; channels: NewChannel[] }[]
  roles: NewRole[]
}

export async function furnish(tx: Transaction, communityId: CommunityId, furnishing: Furnishing): Promise<void> {
  const headings = furnishing.categories.map(({ name }, position) => ({ id: newId(), communityId, name, position }))
  if (headings.length > 0) await tx.insert(categories).values(headings)
  const rooms = [
    ...furnishing.channels.map((channel) => ({ ...channel, categoryId: null })),
    ...furnishing.categories.flatMap((category, index) =>
      category.channels.map((channel) => ({ ...channel, categoryId: headings[index]?.id ?? null })),
    ),
  ]
  const common = { communityId, encryption: 'e2ee' as const }
  await tx.insert(channels).values(rooms.map((room, position) => ({ ...room, ...common, id: newId(), position })))
  const given = furnishing.roles.map((role, index) => ({ ...role, communityId, id: newId(), position: index + 1 }))
  if (given.length > 0) await tx.insert(roles).values(given.map((role) => ({ ...role, kind: 'custom' as const })))
}
