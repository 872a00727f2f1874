import type { CommunityId, MemberPage } from '@chaos/protocol'
import type { Viewer } from '../auth/viewer.ts'
import type { MemberStore } from '../database/stores/member-store.ts'
import { readMemberCursor, writeMemberCursor } from './member-cursor.ts'
import type { Permissions } from './permissions.ts'

type Deps = { members: MemberStore; permissions: Permissions }
export type MemberService = ReturnType<typeof createMemberService>

type Page = { cursor?: string; limit?: number }

export function createMemberService({ members, permissions }: Deps) {
  return {
    /** One page, ordered by joining. Throws the refusal of `permissions`, or one for a strange cursor. */
    async page(viewer: Viewer, communityId: CommunityId, { cursor, limit = 50 }: Page): Promise<MemberPage> {
      await permissions.require(viewer, 'view_community', { communityId })
      const after = cursor === undefined ? null : readMemberCursor(cursor)
      // One more than asked for tells whether another page follows.
      const found = await members.page(communityId, limit + 1, after)
      const items = found.slice(0, limit)
      const last = items.at(-1)
      return { items, next: found.length > limit && last ? writeMemberCursor(last) : null }
    },
  }
}
