import type { Community, CommunityDraft, CommunityId, CommunityView, Permission } from '@chaos/protocol'
import type { Viewer } from '../auth/viewer.ts'
import type { CategoryStore } from '../database/stores/category-store.ts'
import type { ChannelStore } from '../database/stores/channel-store.ts'
import type { CommunityStore } from '../database/stores/community-store.ts'
import type { MemberStore } from '../database/stores/member-store.ts'
import type { RoleStore } from '../database/stores/role-store.ts'
import type { Furnishing } from '../database/stores/new-community.ts'
import { cleanLine } from '../utils/clean-text.ts'
import { BadRequestError, LimitReachedError, NotFoundError } from '../utils/domain-error.ts'
import type { UserEvents } from './community-events.ts'
import type { Permissions } from './permissions.ts'
import { type Template, templates } from './templates.ts'

/** What everybody in a new community may. */
const memberPermissions: Permission[] = [
  'view_community',
  'view_channels',
  'create_invite',
  'change_nickname',
  'connect_voice',
  'speak',
  'post_messages',
  'request_to_speak',
]

const missing = () => new NotFoundError('there is no such community')

const furnishingOf = ({ channels, categories, roles }: Template, userLimit: number): Furnishing => {
  const rooms = (some: Template['channels']) => some.map((room) => ({ kind: 'voice' as const, userLimit, ...room }))
  return {
    channels: rooms(channels),
    categories: categories.map((category) => ({ ...category, channels: rooms(category.channels) })),
    roles,
  }
}

type Deps = {
  communities: CommunityStore
  channels: Pick<ChannelStore, 'list'>
  categories: Pick<CategoryStore, 'list'>
  members: Pick<MemberStore, 'find'>
  roles: Pick<RoleStore, 'list'>
  permissions: Permissions
  events: UserEvents
  limits: { communitiesPerUser: number; usersPerChannel: number }
  /** Throws the refusal of a server that does not let everybody make communities. */
  requireMayCreate: (viewer: Viewer) => Promise<void>
}
export type CommunityService = ReturnType<typeof createCommunityService>

export function createCommunityService(deps: Deps) {
  const {
    communities,
    channels,
    categories,
    members,
    roles: roleStore,
    permissions,
    events,
    limits,
    requireMayCreate,
  } = deps
  return {
    /** Makes a community that the viewer owns. Throws {@link LimitReachedError} or what `requireMayCreate` does. */
    async create(viewer: Viewer, { name: wanted, template = 'empty' }: CommunityDraft): Promise<Community> {
      await requireMayCreate(viewer)
      const { userId } = viewer
      const name = cleanLine(wanted)
      if (name === '') throw new BadRequestError('a name needs something that can be seen')
      const furnishing = furnishingOf(templates[template], limits.usersPerChannel)
      const draft = { name, ownerId: userId, memberPermissions, furnishing }
      const community = await communities.insertUnlessTooMany(draft, limits.communitiesPerUser)
      if (!community) throw new LimitReachedError(`at most ${limits.communitiesPerUser} communities`)
      events.publish(userId, { type: 'community.joined', community })
      return community
    },

    list: ({ userId }: Viewer): Promise<Community[]> => communities.listOf(userId),

    /** Throws {@link NotFoundError}. */
    async view(viewer: Viewer, communityId: CommunityId): Promise<CommunityView> {
      const access = await permissions.inChannels(viewer, communityId)
      if (!access?.community.has('view_community')) throw missing()
      const [found, headings, all, roles, member] = await Promise.all([
        communities.findWhole(communityId),
        categories.list(communityId),
        channels.list(communityId),
        roleStore.list(communityId),
        members.find(communityId, viewer.userId),
      ])
      if (!found || !member) throw missing()
      const visible = all.filter(({ id }) => access.of(id).has('view_channels'))
      const own = { permissions: [...access.community], member, newcomer: access.newcomer }
      return { ...found, categories: headings, channels: visible, roles, ...own }
    },
  }
}
