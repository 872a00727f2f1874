import { ChannelKeyNotice } from '../../components/keys/channel-key-notice.tsx'
import { useAppState } from '../client-context.ts'

/** Nothing, until it is known what this device can read of the channel. */
export function ChannelKeyNoticeContainer({ channelId }: { channelId: string }) {
  const status = useAppState((state) => state.keys.channels[channelId]?.status)
  return status ? <ChannelKeyNotice status={status} /> : null
}
