import type { ChannelId, CommunityId, Permission, UserId } from '@chaos/protocol'
import type { Viewer } from '../auth/viewer.ts'
import type { Access, HeldRole, Holding, RoleStore } from '../database/stores/role-store.ts'
import { ForbiddenError, NotFoundError } from '../utils/domain-error.ts'
import { newcomerOf, newcomerRefusal } from './newcomer.ts'
import { passesOverRules, resolvePermissions } from './resolve-permissions.ts'

/** A community, or one channel in it. */
export type Place = { communityId: CommunityId; channelId?: ChannelId }

/** How somebody stands in a community. */
export type Standing = {
  permissions: ReadonlySet<Permission>
  isOwner: boolean
  /** Position of the highest role; smaller is higher. */
  rank: number
  roleIds: string[]
}

export type Permissions = ReturnType<typeof createPermissions>

const noCommunity = () => new NotFoundError('there is no such community')
const isInTimeout = ({ timeoutUntil }: Holding): boolean => timeoutUntil !== null && timeoutUntil > new Date()
/** What a newcomer still lacks; who stands above the rules lacks nothing. */
const needsOf = ({ roles, needs }: Pick<Holding, 'roles' | 'needs'>) => (passesOverRules(roles) ? [] : needs)
/** In a timeout, or not through the door yet. */
const isHeldBack = (holding: Holding): boolean => isInTimeout(holding) || needsOf(holding).length > 0
const mayNot = (permission: Permission) => new ForbiddenError(`this needs the permission ${permission}`)

/** What somebody may in a community, and in each of its channels. */
export type Reach = {
  community: ReadonlySet<Permission>
  of(channelId: ChannelId): ReadonlySet<Permission>
}

/** With what they still lack to take part. */
type OwnReach = Reach & { newcomer: ReturnType<typeof newcomerOf> }

function reachOf(roles: readonly HeldRole[], overrides: Access['overrides'], heldBack: boolean): Reach {
  const community = resolvePermissions(roles, [], heldBack)
  const apart = new Map([...overrides].map(([id, own]) => [id, resolvePermissions(roles, own, heldBack)]))
  return { community, of: (channelId) => apart.get(channelId) ?? community }
}

function ownReachOf(access: Access): OwnReach {
  const needs = needsOf(access)
  const heldBack = access.isInTimeout || needs.length > 0
  return { ...reachOf(access.roles, access.overrides, heldBack), newcomer: newcomerOf(needs, access) }
}

/** The only judge of who may what. Everything that asks goes through here. */
export function createPermissions(roles: RoleStore) {
  async function look({ userId }: Pick<Viewer, 'userId'>, { communityId, channelId }: Place) {
    const holding = await roles.heldBy(userId, communityId)
    if (!holding) return null
    const roleIds = holding.roles.map((role) => role.id)
    const overrides = channelId ? await roles.overridesFor(channelId, userId, roleIds) : []
    const held = resolvePermissions(holding.roles, overrides, isHeldBack(holding))
    return { holding, overrides, held }
  }

  /** Why a permission is not there: somebody who only has to do something first is told so. */
  function refusalOf(permission: Permission, { holding, overrides }: NonNullable<Awaited<ReturnType<typeof look>>>) {
    const otherwise = resolvePermissions(holding.roles, overrides, isInTimeout(holding))
    return (otherwise.has(permission) ? newcomerRefusal(needsOf(holding)) : null) ?? mayNot(permission)
  }

  async function resolve(viewer: Pick<Viewer, 'userId'>, place: Place): Promise<ReadonlySet<Permission> | null> {
    return (await look(viewer, place))?.held ?? null
  }

  /** How an account stands in a community; null for those who are not in it. */
  async function standing(userId: UserId, communityId: CommunityId): Promise<Standing | null> {
    const holding = await roles.heldBy(userId, communityId)
    if (!holding) return null
    return {
      permissions: resolvePermissions(holding.roles, [], isHeldBack(holding)),
      isOwner: holding.roles.some(({ kind }) => kind === 'owner'),
      rank: Math.min(...holding.roles.map(({ position }) => position)),
      roleIds: holding.roles.map(({ id }) => id),
    }
  }

  /** What the viewer may in those of the communities that they are in. */
  async function inCommunities(
    { userId }: Pick<Viewer, 'userId'>,
    communityIds: readonly CommunityId[],
  ): Promise<Map<CommunityId, OwnReach>> {
    const found = await roles.access(userId, communityIds)
    return new Map([...found].map(([communityId, access]) => [communityId, ownReachOf(access)]))
  }

  return {
    /** What the viewer may, in the community or in one of its channels; null for those who are not in it. */
    resolve,
    standing,

    /**
     * Returns what the viewer may, when `permission` is among it. Throws {@link ForbiddenError}, or
     * {@link NotFoundError} for those who may not even know that the community or the channel exists; newcomers who have
     * something to do first get that told.
     */
    async require(viewer: Viewer, permission: Permission, place: Place) {
      const seen = await look(viewer, place)
      if (!seen?.held.has('view_community')) throw noCommunity()
      const { held } = seen
      if (place.channelId && !held.has('view_channels')) throw new NotFoundError('there is no such channel')
      if (!held.has(permission)) throw refusalOf(permission, seen)
      return held
    },

    /** The viewer's standing, when `permission` is in it. Throws as `require` does. */
    async requireStanding(viewer: Viewer, permission: Permission, communityId: CommunityId): Promise<Standing> {
      const own = await standing(viewer.userId, communityId)
      if (!own?.permissions.has('view_community')) throw noCommunity()
      if (!own.permissions.has(permission)) throw mayNot(permission)
      return own
    },

    /**
     * As `requireStanding`, for acts on another member: nobody touches who stands as high as they do, or higher, and
     * nobody the owner. Throws {@link NotFoundError} when the other is not in the community.
     */
    async requireAbove(viewer: Viewer, permission: Permission, target: { communityId: CommunityId; userId: UserId }) {
      const own = await this.requireStanding(viewer, permission, target.communityId)
      const other = await standing(target.userId, target.communityId)
      if (!other) throw new NotFoundError('that person is not in the community')
      if (other.isOwner || (!own.isOwner && own.rank >= other.rank))
        throw new ForbiddenError('that person stands as high as you, or higher')
      return { own, other }
    },

    inCommunities,

    /** What the viewer may in a community and each of its channels; null for those who are not in it. */
    async inChannels(viewer: Viewer, communityId: CommunityId): Promise<OwnReach | null> {
      return (await inCommunities(viewer, [communityId])).get(communityId) ?? null
    },

    /** What somebody with these roles and no other would. */
    async ofRoles(communityId: CommunityId, held: readonly HeldRole[]): Promise<Reach> {
      const roleIds = held.map(({ id }) => id)
      const overrides = await roles.overridesOfRoles(communityId, roleIds)
      return reachOf(held, overrides, false)
    },
  }
}
