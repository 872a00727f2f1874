import type { CommunityId, Member, MemberPage, MemberQuery, UserId } from '@chaos/protocol'
import type { Viewer } from '../auth/viewer.ts'
import type { MemberStore } from '../database/stores/member-store.ts'
import { NotFoundError } from '../utils/domain-error.ts'
import { readMemberCursor, writeMemberCursor } from './member-cursor.ts'
import type { Permissions } from './permissions.ts'

type Deps = { members: MemberStore; permissions: Permissions }
export type MemberService = ReturnType<typeof createMemberService>

export function createMemberService({ members, permissions }: Deps) {
  return {
    /** Throws the refusal of `permissions`, or {@link NotFoundError}. */
    async find(viewer: Viewer, communityId: CommunityId, userId: UserId): Promise<Member> {
      await permissions.require(viewer, 'view_community', { communityId })
      const member = await members.find(communityId, userId)
      if (!member) throw new NotFoundError('that person is not in the community')
      return member
    },

    /** One page, ordered by joining or by name. Throws the refusal of `permissions`, or one for a strange cursor. */
    async page(viewer: Viewer, communityId: CommunityId, query: MemberQuery): Promise<MemberPage> {
      const { cursor, limit = 50, order = 'joined', ...filters } = query
      await permissions.require(viewer, 'view_community', { communityId })
      const after = cursor === undefined ? null : readMemberCursor(order, cursor)
      // One more than asked for tells whether another page follows.
      const found = await members.page(communityId, limit + 1, { ...filters, order, after })
      const last = found[limit - 1]
      return {
        items: found.slice(0, limit).map(({ member }) => member),
        next: found.length > limit && last ? writeMemberCursor(order, last) : null,
      }
    },
  }
}
