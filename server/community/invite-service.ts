import { randomBytes } from 'node:crypto'
import type {
  ChannelId,
  CommunityId,
  Invite,
  InviteAcceptance,
  InviteDraft,
  InvitePage,
  InvitePreview,
  PageQuery,
} from '@chaos/protocol'
import type { AuditLog } from '../auth/audit-log.ts'
import type { Viewer } from '../auth/viewer.ts'
import type { ChannelStore } from '../database/stores/channel-store.ts'
import type { InviteRow, InviteStore } from '../database/stores/invite-store.ts'
import type { RoleStore } from '../database/stores/role-store.ts'
import { ForbiddenError, NotFoundError } from '../utils/domain-error.ts'
import { pageOf, readPlaceCursor } from '../utils/place-cursor.ts'
import { mayGive } from './community-settings-service.ts'
import type { DiscoveryService } from './discovery-service.ts'
import { inviteOver, type JoiningService } from './joining-service.ts'
import type { Permissions } from './permissions.ts'

type Deps = {
  invites: InviteStore
  channels: Pick<ChannelStore, 'find'>
  roles: Pick<RoleStore, 'list'>
  permissions: Permissions
  joining: Pick<JoiningService, 'join'>
  discovery: Pick<DiscoveryService, 'outside'>
  audit: AuditLog
  /** Where people reach this server. */
  publicUrl: () => string
}
export type InviteService = ReturnType<typeof createInviteService>

const defaultPage = 50
/** Enough of a code to tell it from others in a log, and too little to use it. */
const labelOf = (code: string) => `${code.slice(0, 4)}…`

export function createInviteService(deps: Deps) {
  const { invites, channels, roles, permissions, joining, discovery, audit, publicUrl } = deps

  const toWire = ({ createdAt, expiresAt, ...row }: InviteRow): Invite => ({
    ...row,
    url: new URL(`/invite/${row.code}`, publicUrl()).href,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
  })

  /** Throws `InviteInvalidError`. */
  async function open(code: string): Promise<InviteRow> {
    const row = await invites.findOpen(code)
    if (!row) throw inviteOver()
    return row
  }

  async function requireMayInvite(viewer: Viewer, communityId: CommunityId, channelId: ChannelId | undefined) {
    const place = channelId === undefined ? { communityId } : { communityId, channelId }
    await permissions.require(viewer, 'create_invite', place)
    if (channelId !== undefined && (await channels.find(channelId))?.communityId !== communityId)
      throw new NotFoundError('there is no such channel')
  }

  async function requireMayGive(viewer: Viewer, communityId: CommunityId, roleId: string): Promise<void> {
    const own = await permissions.requireStanding(viewer, 'manage_roles', communityId)
    const role = (await roles.list(communityId)).find(({ id }) => id === roleId)
    if (!role) throw new NotFoundError('there is no such role')
    if (!mayGive(own, role)) throw new ForbiddenError('this role stands as high as you, or may more than you')
  }

  /** Whether who made the invite could still give its role by hand. */
  async function stillGives({ communityId, createdBy, roleId }: InviteRow): Promise<boolean> {
    if (roleId === null || createdBy === null) return false
    const own = await permissions.standing(createdBy.id, communityId)
    const role = (await roles.list(communityId)).find(({ id }) => id === roleId)
    return own !== null && role !== undefined && own.permissions.has('manage_roles') && mayGive(own, role)
  }

  /** Those who run the community see and end all of its invites, others their own. null: all. */
  async function onlyBy(viewer: Viewer, communityId: CommunityId) {
    const held = await permissions.require(viewer, 'create_invite', { communityId })
    return held.has('manage_community') ? null : viewer.userId
  }

  return {
    /** Throws the refusals of `permissions`, or {@link ForbiddenError} for a role that the viewer may not give. */
    async create(viewer: Viewer, communityId: CommunityId, draft: InviteDraft): Promise<Invite> {
      const { expiresInSeconds, mostUses = null, roleId = null, channelId = null } = draft
      await requireMayInvite(viewer, communityId, draft.channelId)
      if (roleId !== null) await requireMayGive(viewer, communityId, roleId)
      const code = randomBytes(16).toString('base64url')
      const expiresAt = expiresInSeconds === undefined ? null : new Date(Date.now() + expiresInSeconds * 1000)
      const row = { code, communityId, createdBy: viewer.userId, expiresAt, mostUses, roleId, channelId }
      const invite = await invites.insert(row)
      const details = { invite: labelOf(code), ...(roleId === null ? {} : { roleId }) }
      await audit.record({ action: 'invite.made', actorId: viewer.userId, communityId, details })
      return toWire(invite)
    },

    /** The newest first. Throws the refusal of `permissions`, or `BadRequestError` for a strange cursor. */
    async page(
      viewer: Viewer,
      communityId: CommunityId,
      { cursor, limit = defaultPage }: PageQuery,
    ): Promise<InvitePage> {
      const by = await onlyBy(viewer, communityId)
      const place = cursor === undefined ? null : readPlaceCursor(cursor, 'code')
      const after = place && { createdAt: new Date(place.value), code: place.id }
      const found = await invites.page(communityId, { limit: limit + 1, after, by })
      const { items, next } = pageOf(found, limit, ({ createdAt, code }) => ({ value: createdAt.getTime(), id: code }))
      return { items: items.map(toWire), next }
    },

    /** Throws the refusal of `permissions`, or {@link NotFoundError}. */
    async revoke(viewer: Viewer, communityId: CommunityId, code: string): Promise<void> {
      const by = await onlyBy(viewer, communityId)
      if (!(await invites.revoke(communityId, code, by))) throw new NotFoundError('there is no such invite')
      const details = { invite: labelOf(code) }
      await audit.record({ action: 'invite.revoked', actorId: viewer.userId, communityId, details })
    },

    /** What anybody with the link may see, but for who talks there now. Throws `InviteInvalidError`. */
    async preview(code: string): Promise<Omit<InvitePreview, 'talkingCount'>> {
      const { communityId, createdBy, channelId } = await open(code)
      return { ...(await discovery.outside(communityId, channelId)), code, invitedBy: createdBy }
    },

    /** Joins; who is in already is let through. Throws the refusals of `joining`. */
    async accept(viewer: Viewer, code: string): Promise<InviteAcceptance> {
      const row = await open(code)
      const { community } = await discovery.outside(row.communityId, null)
      const invite = { code, givesRole: await stillGives(row) }
      return joining.join(viewer, community, { invite, channelId: row.channelId })
    },
  }
}
