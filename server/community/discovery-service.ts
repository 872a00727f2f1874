import type {
  ChannelId,
  Community,
  CommunityId,
  CommunityPreview,
  DiscoveryPage,
  DiscoveryQuery,
  InviteAcceptance,
} from '@chaos/protocol'
import type { Viewer } from '../auth/viewer.ts'
import type { DiscoveryStore, Found } from '../database/stores/discovery-store.ts'
import { NotFoundError } from '../utils/domain-error.ts'
import { pageOf, readPlaceCursor } from '../utils/place-cursor.ts'
import type { JoiningService } from './joining-service.ts'
import { searchWords } from './search-words.ts'

type Deps = { discovery: DiscoveryStore; joining: Pick<JoiningService, 'join'> }
export type DiscoveryService = ReturnType<typeof createDiscoveryService>

type Silent<T> = Omit<T, 'talkingCount'>
export type SilentPreview = Silent<CommunityPreview>
export type SilentPage = { items: Silent<DiscoveryPage['items'][number]>[]; next: string | null }

const defaultPage = 24
const missing = () => new NotFoundError('there is no such community')
const isOpen = ({ visibility }: Community): boolean => visibility !== 'private'

/** Communities as those see them who are not in them; how many talk there now is known elsewhere. */
export function createDiscoveryService({ discovery, joining }: Deps) {
  /** Throws {@link NotFoundError}. `wanted`: the room to arrive in, where everybody sees it. */
  async function outside(communityId: CommunityId, wanted: ChannelId | null): Promise<SilentPreview> {
    const [found, rooms] = await Promise.all([discovery.outside(communityId), discovery.openChannels([communityId])])
    if (!found) throw missing()
    const room = rooms.find(({ channelId }) => channelId === wanted) ?? rooms[0]
    return { ...found, channelId: room?.channelId ?? null }
  }

  async function openOutside(communityId: CommunityId): Promise<SilentPreview> {
    const preview = await outside(communityId, null)
    if (!isOpen(preview.community)) throw missing()
    return preview
  }

  return {
    outside,
    openChannels: discovery.openChannels,

    /** What everybody may see of a community that is not private. Throws {@link NotFoundError}. */
    preview: openOutside,

    /** Public communities. Throws `BadRequestError` for a strange cursor. */
    async page({ userId }: Viewer, query: DiscoveryQuery): Promise<SilentPage> {
      const { words = '', tag = null, order = 'activity', cursor, limit = defaultPage } = query
      const after = cursor === undefined ? null : readPlaceCursor(cursor)
      const search = { words: searchWords(words), tag, order, after, limit: limit + 1 }
      const found = await discovery.page(userId, search)
      const value = (last: Found) => (order === 'members' ? last.memberCount : last.activeAt.getTime())
      const page = pageOf(found, limit, (last) => ({ value: value(last), id: last.community.id }))
      return { ...page, items: page.items.map((item) => ({ ...item, activeAt: item.activeAt.toISOString() })) }
    },

    /** Joins without an invite. Throws {@link NotFoundError} or the refusals of `joining`. */
    async join(viewer: Viewer, communityId: CommunityId): Promise<InviteAcceptance> {
      const { community } = await openOutside(communityId)
      return joining.join(viewer, community, { invite: null, channelId: null })
    },
  }
}
