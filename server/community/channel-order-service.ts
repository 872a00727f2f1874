import type { ChannelOrder, ChannelOrderChange, CommunityId } from '@chaos/protocol'
import type { AuditLog } from '../auth/audit-log.ts'
import type { Viewer } from '../auth/viewer.ts'
import type { ChannelOrderStore } from '../database/stores/channel-order-store.ts'
import { arrange, orderOf } from './arrangement.ts'
import type { CommunityEvents } from './community-events.ts'
import type { Permissions } from './permissions.ts'
import { OrderStaleError } from './role-service.ts'

type Deps = { order: ChannelOrderStore; permissions: Permissions; events: CommunityEvents; audit: AuditLog }
export type ChannelOrderService = ReturnType<typeof createChannelOrderService>

export function createChannelOrderService({ order, permissions, events, audit }: Deps) {
  return {
    /**
     * Puts all channels and categories that the viewer sees where they want them; answers with how that stands now.
     * Throws {@link OrderStaleError} or the refusal of `permissions`.
     */
    async change(viewer: Viewer, communityId: CommunityId, wanted: ChannelOrderChange): Promise<ChannelOrder> {
      await permissions.require(viewer, 'manage_channels', { communityId })
      const reach = await permissions.inChannels(viewer, communityId)
      let whole: ChannelOrder | null = null
      const done = await order.rearrange(communityId, (now) => {
        const next = arrange(now, wanted, (id) => reach?.of(id).has('view_channels') === true)
        whole = next && orderOf(next, () => true)
        return next
      })
      if (!done || !whole) throw new OrderStaleError('somebody else has changed the order')
      await audit.record({ action: 'channels.ordered', actorId: viewer.userId, communityId })
      events.publish(communityId, { type: 'channels.arranged', communityId, order: whole })
      return wanted.to
    },
  }
}
