import type { ChannelReading } from '@chaos/client-core'
import { t } from '../../assets/messages/t.ts'
import { Notice } from '../feedback/notice.tsx'

/** Says what of this channel cannot be read here, and why. Nothing, where everything can. */
export function ChannelKeyNotice({ status }: { status: ChannelReading['status'] }) {
  if (status === 'waiting')
    return (
      <Notice tone="info" title={t('keys.waiting')}>
        {t('keys.waitingText')}
      </Notice>
    )
  if (status === 'contradiction')
    return (
      <Notice tone="danger" title={t('keys.channelContradiction')}>
        {t('keys.channelContradictionText')}
      </Notice>
    )
  return null
}
