import type { CommunityId, UserId } from '@chaos/protocol'
import { NotFoundError } from '../../utils/domain-error.ts'

/** A member of a community, as a moderator names them. */
export type Target = { communityId: CommunityId; userId: UserId }

export const notIn = () => new NotFoundError('that person is not in the community')
