import type { TimelineChannel, TimelineMessage } from '@chaos/client-core'
import GraphicEqIcon from '@mui/icons-material/GraphicEqRounded'
import { useCallback, useEffect } from 'react'
import { t } from '../../assets/messages/t.ts'
import { EmptyState } from '../../components/feedback/empty-state.tsx'
import { LoadFailed } from '../../components/feedback/load-failed.tsx'
import { RowSkeletons } from '../../components/feedback/row-skeletons.tsx'
import { MessageRow } from '../../components/messages/message-row.tsx'
import { Timeline } from '../../components/messages/timeline.tsx'
import { useAppState, useClient } from '../client-context.ts'
import styles from './messages.module.css'
import { Composer } from './composer.tsx'
import { MessageSound } from './message-sound.tsx'
import { useFollowing } from './use-following.ts'

type Props = { channel: TimelineChannel & { name: string; longestMessageSeconds: number } }

/** What was said in a channel when nobody, or somebody else, was there, and the way to say something. */
export function ChannelTimeline({ channel }: Props) {
  const { timeline: commands } = useClient()
  const { id, encryption, name } = channel
  useEffect(() => void commands.open({ id, encryption }), [commands, id, encryption])
  useFollowing(id)
  return (
    <section className={styles.messages} aria-label={t('messages.list')}>
      <Messages {...{ id, encryption, name }} />
      <Composer channel={channel} />
    </section>
  )
}

function Messages({ id, encryption, name }: TimelineChannel & { name: string }) {
  const { timeline: commands } = useClient()
  const timeline = useAppState(({ timelines }) => timelines[id])
  const onOlder = useCallback(() => void commands.loadOlder(id), [commands, id])
  if (!timeline || timeline.status === 'loading') return <RowSkeletons rows={6} />
  if (timeline.status === 'failed' && timeline.failure)
    return <LoadFailed failure={timeline.failure} onRetry={() => void commands.open({ id, encryption })} />
  if (timeline.items.length === 0)
    return (
      <div className={styles.empty}>
        <EmptyState title={t('messages.empty')} text={t('messages.emptyText')} picture={<GraphicEqIcon />} />
      </div>
    )
  const { items, older, loadsOlder } = timeline
  return (
    <Timeline
      key={id}
      {...{ items, name, loadsOlder, onOlder }}
      more={older !== null}
      renderMessage={(item: TimelineMessage) => (
        <MessageRow
          item={item}
          sound={item.content?.audio ? <MessageSound item={item} facts={item.content.audio} /> : null}
        />
      )}
    />
  )
}
