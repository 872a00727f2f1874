import type { ChannelId, Occupant } from '@chaos/protocol'

export type OnCallChanged = (channelId: ChannelId, occupants: Occupant[]) => void

/** Changes closer together than this become one. */
const settleMs = 50

/** Says who is in a conversation's call, gathering quick changes into one. Who speaks is shown in the call itself only. */
export function createCallFeed(channelId: ChannelId, onChanged: OnCallChanged) {
  let pending: NodeJS.Timeout | undefined

  return {
    changed(occupants: () => Occupant[]): void {
      pending ??= setTimeout(() => {
        pending = undefined
        onChanged(channelId, occupants())
      }, settleMs)
    },
    speaking(): void {},
    close(): void {
      clearTimeout(pending)
      onChanged(channelId, [])
    },
  }
}
