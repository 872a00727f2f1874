import type { RootState } from '@chaos/client-core'
import { t } from '../../assets/messages/t.ts'
import { useAppState } from '../client-context.ts'
import { useServerName } from './use-server-name.ts'

/** The state of the call in a word, for the tab; empty outside a call. */
function callWord({ phase, muted, deafened }: RootState['call']): string {
  if (phase === 'reconnecting') return t('title.reconnecting')
  if (phase !== 'connected') return ''
  return deafened ? t('title.deafened') : muted ? t('title.muted') : t('title.live')
}

/** The tab's title: how much is unread and the call's state first, because a narrow tab shows only the beginning. */
export function PageTitle({ title }: { title: string }) {
  const word = useAppState(({ call }) => callWord(call))
  const unread = useAppState(({ notifications }) => notifications.counts.unread)
  const name = useServerName()
  const words = [word, title, name].filter(Boolean).join(' · ')
  return <title>{unread > 0 ? `(${unread}) ${words}` : words}</title>
}
