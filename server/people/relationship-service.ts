import type {
  FriendRequest,
  Profile,
  Relationship,
  RelationshipKind,
  RelationshipPage,
  RelationshipQuery,
  User,
  UserId,
} from '@chaos/protocol'
import type { Viewer } from '../auth/viewer.ts'
import type { HeldPair, RelationshipStore, Sides } from '../database/stores/relationship-store.ts'
import { BadRequestError, NotFoundError } from '../utils/domain-error.ts'
import type { RateLimiter } from '../utils/rate-limiter.ts'
import { type OwnPeopleEvents, type PeopleEvents, peopleTopic } from './people-events.ts'
import { accept, block, endFriendship, endRequest, request, unblock } from './relationship-rules.ts'

type Deps = {
  relationships: RelationshipStore
  events: { user: OwnPeopleEvents; people: Pick<PeopleEvents, 'publish'> }
  /** Of requests, by who asks. */
  limiter: RateLimiter
}
export type RelationshipService = ReturnType<typeof createRelationshipService>

const idShape = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const nobody = () => new NotFoundError('there is nobody like this')

/** Friends, requests and blocks. Each change is told to both sides, as far as it shows on theirs. */
export function createRelationshipService({ relationships, events, limiter }: Deps) {
  function tell(userId: UserId, user: User, { kind, at }: { kind: RelationshipKind | null; at: Date }): void {
    if (kind === null) return events.user.publish(userId, { type: 'relationship.ended', userId: user.id })
    events.user.publish(userId, { type: 'relationship.changed', relationship: { user, kind, since: at.toISOString() } })
  }

  async function change(
    { userId }: Viewer,
    otherId: UserId,
    decide: (pair: HeldPair) => Sides,
  ): Promise<Relationship | null> {
    if (userId === otherId) throw new BadRequestError('this is yourself')
    const changed = await relationships.change({ userId, otherId }, decide)
    if (!changed) throw nobody()
    const { before, after, me, other, at } = changed
    if (before.mine !== after.mine) tell(userId, other, { kind: after.mine, at: at.mine })
    if (before.theirs !== after.theirs) tell(otherId, me, { kind: after.theirs, at: at.theirs })
    if (before.mine !== after.mine || before.theirs !== after.theirs)
      events.people.publish(peopleTopic, { type: 'circle.changed', userIds: [userId, otherId] })
    return after.mine && { user: other, kind: after.mine, since: at.mine.toISOString() }
  }

  async function changeTo(viewer: Viewer, otherId: UserId, decide: (pair: HeldPair) => Sides): Promise<Relationship> {
    const relationship = await change(viewer, otherId, decide)
    // None of the rules that come here ends with nothing.
    if (!relationship) throw nobody()
    return relationship
  }

  return {
    /** One page, ordered by id. Throws {@link BadRequestError} for a strange cursor. */
    async page({ userId }: Viewer, { kind, cursor, limit = 50 }: RelationshipQuery): Promise<RelationshipPage> {
      if (cursor !== undefined && !idShape.test(cursor)) throw new BadRequestError('the cursor is not one of ours')
      // One more than asked for tells whether another page follows.
      const found = await relationships.page(userId, { kind, after: cursor ?? null, limit: limit + 1 })
      const items = found.slice(0, limit)
      return { items, next: found.length > limit ? (items.at(-1)?.user.id ?? null) : null }
    },

    /** Asks somebody to be friends. Throws {@link NotFoundError}, or the refusals of `request`. */
    async request(viewer: Viewer, whom: FriendRequest): Promise<Relationship> {
      await limiter.take(viewer.userId)
      const otherId = 'userId' in whom ? whom.userId : await relationships.findId(whom.userName.trim())
      if (otherId === null) throw nobody()
      return changeTo(viewer, otherId, request)
    },

    /** Throws the refusals of `accept`. */
    accept: (viewer: Viewer, otherId: UserId): Promise<Relationship> => changeTo(viewer, otherId, accept),

    /** Declines, or takes back. Nothing happens when there is no request. */
    async endRequest(viewer: Viewer, otherId: UserId): Promise<void> {
      await change(viewer, otherId, endRequest)
    },

    async endFriendship(viewer: Viewer, otherId: UserId): Promise<void> {
      await change(viewer, otherId, endFriendship)
    },

    block: (viewer: Viewer, otherId: UserId): Promise<Relationship> => changeTo(viewer, otherId, block),

    async unblock(viewer: Viewer, otherId: UserId): Promise<void> {
      await change(viewer, otherId, unblock)
    },

    /** Whether either of two people blocks the other: then nothing may pass between them. */
    isBlockedBetween: relationships.isBlockedBetween,

    /** Somebody has another name or picture: whoever has them on a list is told. */
    async profileChanged({ id, userName, displayName, avatar }: Profile): Promise<void> {
      for (const { userId, kind, since } of await relationships.around(id))
        tell(userId, { id, userName, displayName, avatar }, { kind, at: since })
    },
  }
}
