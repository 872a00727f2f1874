import {
  type Conversation,
  type ConversationDraft,
  type ConversationPage,
  conversationLimits,
  type Occupant,
  type Permission,
  type User,
  type UserId,
} from '@chaos/protocol'
import type { Viewer } from '../auth/viewer.ts'
import type { ConversationStore, KeptConversation } from '../database/stores/conversation-store.ts'
import type { NotificationEvents } from '../notifications/notification-events.ts'
import type { Notify } from '../notifications/notify.ts'
import { BadRequestError, ForbiddenError, LimitReachedError, NotFoundError } from '../utils/domain-error.ts'
import { readConversationCursor, writeConversationCursor } from './conversation-cursor.ts'
import type { CallEvents } from './conversation-events.ts'

/** Of groups that one person owns; nobody makes so many by hand. */
const mostOwnGroups = 100
const mostFound = 20

/** What everybody in a conversation may. */
const memberPermissions: ReadonlySet<Permission> = new Set(['view_channels', 'connect_voice', 'speak', 'post_messages'])

/** What all calls of conversations are. */
const everyCall = {
  communityId: null,
  userLimit: conversationLimits.members,
  kind: 'voice',
  encryption: 'e2ee',
  isTemporary: false,
} as const

const missing = () => new NotFoundError('there is no such conversation')
const unreachable = () => new ForbiddenError('not all of these people can be talked with')
const full = () => new LimitReachedError(`at most ${conversationLimits.members} people`)

type Deps = {
  store: ConversationStore
  events: { notification: NotificationEvents; call: CallEvents }
  notify: Notify
  /** Who is in the call of a conversation now. */
  occupants: (channelId: string) => Occupant[]
}
type Page = { cursor?: string; limit?: number }

export type ConversationService = ReturnType<typeof createConversationService>

export function createConversationService({ store, events, notify, occupants }: Deps) {
  const whole = (kept: KeptConversation): Conversation => ({ ...kept, occupants: occupants(kept.id) })

  async function require({ userId }: Viewer, channelId: string): Promise<KeptConversation> {
    const found = await store.find(channelId, userId)
    if (!found) throw missing()
    return found
  }

  async function requireGroup(viewer: Viewer, channelId: string): Promise<KeptConversation> {
    const found = await require(viewer, channelId)
    if (found.kind === 'direct') throw new BadRequestError('a conversation of two stays one')
    return found
  }

  /** Refuses two of whom one has blocked the other. */
  async function requirePeace({ kind, members }: KeptConversation): Promise<void> {
    const [one, other] = members
    if (kind !== 'direct' || !one || !other) return
    if ((await store.blockedAround(one.id, [other.id])).length > 0)
      throw new ForbiddenError('you cannot talk with each other')
  }

  /** Reads it again and tells everybody in it. */
  async function announce(channelId: string, viewer: Viewer): Promise<Conversation> {
    const conversation = whole(await require(viewer, channelId))
    for (const { id } of conversation.members) {
      events.notification.publish(id, { type: 'conversation.changed', conversation })
    }
    return conversation
  }

  async function tellAdded(viewer: Viewer, { id, members }: Conversation, userIds: readonly UserId[]): Promise<void> {
    const from = members.find((member) => member.id === viewer.userId)
    if (from) await notify(userIds, { kind: 'conversation.added', channelId: id, from: somebody(from) })
  }

  return {
    /** Throws the refusal of whoever may not be talked with, or {@link LimitReachedError}. */
    async open(viewer: Viewer, { userIds, name = '' }: ConversationDraft): Promise<Conversation> {
      const { userId } = viewer
      const [other, ...more] = userIds
      if (other === undefined || userIds.includes(userId)) throw new BadRequestError('name the others')
      const opened =
        more.length === 0
          ? await store.openDirect(userId, other)
          : await store.insertGroup(
              { ownerId: userId, userIds, name: name.trim() },
              { members: conversationLimits.members, ownGroups: mostOwnGroups },
            )
      if (opened.kind === 'unreachable') throw unreachable()
      if (opened.kind === 'too_many') throw new LimitReachedError(`at most ${mostOwnGroups} groups`)
      if (more.length === 0) return whole(await require(viewer, opened.id))
      const conversation = await announce(opened.id, viewer)
      await tellAdded(viewer, conversation, userIds)
      return conversation
    },

    async view(viewer: Viewer, channelId: string): Promise<Conversation> {
      return whole(await require(viewer, channelId))
    },

    /** The latest first. Throws {@link BadRequestError} for a strange cursor. */
    async list({ userId }: Viewer, { cursor, limit = 50 }: Page): Promise<ConversationPage> {
      const after = cursor === undefined ? null : readConversationCursor(cursor)
      const found = await store.page(userId, limit + 1, after)
      const items = found.slice(0, limit).map(whole)
      const last = items.at(-1)
      return { items, next: found.length > limit && last ? writeConversationCursor(last) : null }
    },

    /** People whom the viewer may talk with, by the beginning of their name. */
    reachable: ({ userId }: Viewer, search = ''): Promise<User[]> => store.reachable(userId, search.trim(), mostFound),

    /** Throws the refusal of whoever may not be talked with, or {@link LimitReachedError}. */
    async add(viewer: Viewer, channelId: string, userIds: readonly UserId[]): Promise<Conversation> {
      await requireGroup(viewer, channelId)
      const added = await store.add(channelId, viewer.userId, { userIds, mostMembers: conversationLimits.members })
      if (added.kind === 'missing') throw missing()
      if (added.kind === 'unreachable') throw unreachable()
      if (added.kind === 'too_many') throw full()
      const conversation = await announce(channelId, viewer)
      await tellAdded(viewer, conversation, added.userIds)
      return conversation
    },

    /** Leaves, or takes somebody out, which only the owner may. They are out of the call at once. */
    async remove(viewer: Viewer, channelId: string, userId: UserId): Promise<void> {
      const { ownerId } = await requireGroup(viewer, channelId)
      if (userId !== viewer.userId && ownerId !== viewer.userId)
        throw new ForbiddenError('only who made the group may take others out')
      if (!(await store.remove(channelId, userId))) throw new NotFoundError('that person is not in the conversation')
      events.call.publish(channelId, { type: 'conversation.left', userId })
      events.notification.publish(userId, { type: 'conversation.removed', channelId })
      const [left] = await store.memberIds(channelId)
      if (left !== undefined) await announce(channelId, { ...viewer, userId: left })
    },

    /** Everybody in a group may name it; '' takes the name away. */
    async rename(viewer: Viewer, channelId: string, name: string): Promise<Conversation> {
      await requireGroup(viewer, channelId)
      if (!(await store.rename(channelId, name.trim()))) throw missing()
      return announce(channelId, viewer)
    },

    /** Out of the viewer's list until something happens in it. */
    async hide(viewer: Viewer, channelId: string): Promise<void> {
      await require(viewer, channelId)
      await store.hide(channelId, viewer.userId)
      events.notification.publish(viewer.userId, { type: 'conversation.removed', channelId })
    },

    /** A call began: the conversation stands first again, for everybody. Throws for those who may not call. */
    async beginCall(viewer: Viewer, channelId: string): Promise<Conversation> {
      await requirePeace(await require(viewer, channelId))
      await store.touch(channelId)
      return announce(channelId, viewer)
    },

    /** What a call needs to know at its door; null when this is no conversation. Throws for those who may not come in. */
    async enter(viewer: Viewer, channelId: string) {
      const members = await store.memberIds(channelId)
      if (members.length === 0) return null
      const conversation = await require(viewer, channelId)
      await requirePeace(conversation)
      return {
        channel: { ...everyCall, id: channelId, name: conversation.name },
        permissions: memberPermissions,
      }
    },
  }
}

const somebody = ({ id, displayName, avatar }: User) => ({ userId: id, displayName, avatar })
