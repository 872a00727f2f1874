import { Category, type ChannelOrder, ChannelOrder as ChannelOrderSchema, type CommunityId } from '@chaos/protocol'
import type { AuthorizedCall } from '../api/api.ts'
import type { Outcome } from '../api/failure.ts'
import { categoryPut, categoryRemoved, channelsArranged } from '../state/communities-slice.ts'
import type { Dispatch } from '../state/store.ts'

export type ChannelOrderCommands = ReturnType<typeof createChannelOrder>

type Deps = { call: AuthorizedCall; dispatch: Dispatch; readAgain: (communityId: CommunityId) => unknown }

const community = (id: CommunityId) => `/api/communities/${id}`

/** Categories, and where channels stand. */
export function createChannelOrder({ call, dispatch, readAgain }: Deps) {
  return {
    async createCategory(communityId: CommunityId, name: string) {
      const path = `${community(communityId)}/categories`
      const outcome = await call({ method: 'POST', path, body: { name }, reply: Category })
      if (outcome.ok) dispatch(categoryPut(outcome.value))
      return outcome
    },
    async renameCategory({ communityId, id }: Pick<Category, 'communityId' | 'id'>, name: string) {
      const path = `${community(communityId)}/categories/${id}`
      const outcome = await call({ method: 'PATCH', path, body: { name }, reply: Category })
      if (outcome.ok) dispatch(categoryPut(outcome.value))
      return outcome
    },
    async deleteCategory(communityId: CommunityId, categoryId: string) {
      const path = `${community(communityId)}/categories/${categoryId}`
      const outcome = await call({ method: 'DELETE', path, reply: null })
      if (outcome.ok) dispatch(categoryRemoved({ communityId, categoryId }))
      return outcome
    },
    /** Shows the new order at once; when it is refused the old one is back, or the newer one that was in its way. */
    async arrange(
      communityId: CommunityId,
      change: { from: ChannelOrder; to: ChannelOrder },
    ): Promise<Outcome<unknown>> {
      dispatch(channelsArranged({ communityId, order: change.to }))
      const path = `${community(communityId)}/channels/order`
      const outcome = await call({ method: 'PUT', path, body: change, reply: ChannelOrderSchema })
      if (outcome.ok) return outcome
      dispatch(channelsArranged({ communityId, order: change.from }))
      if (outcome.failure.code === 'order_stale') await readAgain(communityId)
      return outcome
    },
  }
}
