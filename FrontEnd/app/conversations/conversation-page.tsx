import { type RootState, trustMark } from '@chaos/client-core'
import { type Conversation, conversationLimits } from '@chaos/protocol'
import CallIcon from '@mui/icons-material/ForumRounded'
import Skeleton from '@mui/material/Skeleton'
import { useEffect, useState } from 'react'
import { useParams } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { conversationName, othersOf } from '../../components/conversations/conversation-words.ts'
import { EmptyState } from '../../components/feedback/empty-state.tsx'
import { Notice } from '../../components/feedback/notice.tsx'
import { NameMark } from '../../components/keys/name-mark.tsx'
import { SideRegion, StageRegion } from '../../components/shell/shell.tsx'
import { Room } from '../call/room.tsx'
import { useAppState, useClient } from '../client-context.ts'
import { SafetyNumber } from '../keys/safety-number.tsx'
import { TrustNotice } from '../keys/trust-notice.tsx'
import { useFollowedTrust } from '../keys/use-followed-trust.ts'
import { PageTitle } from '../wiring/page-title.tsx'
import { ConversationHeader } from './conversation-header.tsx'
import { ConversationListContainer } from './conversation-list-container.tsx'
import { useOwnId } from './use-own-id.ts'

const find = ({ conversations: { list } }: RootState, channelId: string) =>
  list.status === 'ready' ? list.value.items.find(({ id }) => id === channelId) : undefined

/** One conversation: the others at the side, its call on the stage. */
export function ConversationPage() {
  const { channelId = '' } = useParams()
  const ownId = useOwnId()
  const conversation = useAppState((state) => find(state, channelId))
  const missing = useMissing(channelId, conversation !== undefined)
  useReadPlace(channelId)
  const name = conversation ? conversationName(conversation, ownId) : ''
  return (
    <>
      <PageTitle title={name} />
      <SideRegion label={t('conversations.title')} title={<span>{t('nav.home')}</span>}>
        <ConversationListContainer />
      </SideRegion>
      <StageRegion header={conversation ? <Header conversation={conversation} name={name} /> : null}>
        {conversation ? (
          <ConversationRoom key={channelId} conversation={conversation} name={name} />
        ) : (
          <div style={{ margin: 'auto' }}>
            {missing ? (
              <EmptyState
                level="h1"
                title={t('conversations.missingTitle')}
                text={t('conversations.missingText')}
                picture={<CallIcon />}
              />
            ) : (
              <Skeleton variant="rounded" width={200} height={48} />
            )}
          </div>
        )}
      </StageRegion>
    </>
  )
}

/** With one other person, the mark beside the name is theirs. */
function Header({ conversation, name }: { conversation: Conversation; name: string }) {
  const others = othersOf(conversation, useOwnId())
  const only = conversation.kind === 'direct' ? others[0] : undefined
  const mark = useAppState(({ trust }) => (only ? trustMark(trust[only.id]) : null))
  const hasKeys = useAppState(({ trust }) => (trust[only?.id ?? '']?.identityKey ?? null) !== null)
  const [comparing, setComparing] = useState(false)
  useFollowedTrust(others.map(({ id }) => id))
  return (
    <>
      <ConversationHeader
        conversation={conversation}
        name={name}
        mark={<NameMark mark={mark} />}
        onCompare={hasKeys ? () => setComparing(true) : null}
      />
      {only && comparing ? (
        <SafetyNumber userId={only.id} name={only.displayName} onClose={() => setComparing(false)} />
      ) : null}
    </>
  )
}

/** One that is not in the list is asked for; whether it cannot be had. */
function useMissing(channelId: string, isKnown: boolean): boolean {
  const { conversations } = useClient()
  const isListed = useAppState((state) => state.conversations.list.status === 'ready')
  const [missing, setMissing] = useState<string | null>(null)
  useEffect(() => {
    if (isKnown || !isListed) return
    void conversations.load(channelId).then(({ ok }) => {
      if (!ok) setMissing(channelId)
    })
  }, [conversations, channelId, isKnown, isListed])
  return missing === channelId
}

/** What is on screen has been read. */
function useReadPlace(channelId: string): void {
  const { notifications } = useClient()
  const unread = useAppState(({ notifications: { counts } }) =>
    counts.channels.some(({ placeId }) => placeId === channelId),
  )
  useEffect(() => {
    if (unread) notifications.readPlace(channelId)
  }, [notifications, channelId, unread])
}

/** What every conversation's room is. */
const anyRoom = {
  communityId: null,
  kind: 'voice',
  topic: '',
  userLimit: conversationLimits.members,
  encryption: 'e2ee',
} as const

function ConversationRoom({ conversation, name }: { conversation: Conversation; name: string }) {
  const { id, members, occupants } = conversation
  const { calls } = useClient()
  const outgoing = useAppState(({ ringing }) => (ringing.outgoing?.channelId === id ? ringing.outgoing : null))
  const declined = members.filter((member) => outgoing?.declinedBy.includes(member.id))
  const others = othersOf(conversation, useOwnId())
  return (
    <>
      {others.map((other) => (
        <TrustNotice key={other.id} userId={other.id} name={other.displayName} inset />
      ))}
      {outgoing ? (
        <div style={{ padding: '12px 16px 0' }}>
          <Notice tone="info" title={t('calls.ringing')}>
            {declined.map(({ displayName }) => t('calls.declined', { name: displayName })).join(' ')}
          </Notice>
        </div>
      ) : null}
      <Room channel={{ ...anyRoom, id, name }} roster={occupants} onJoin={() => void calls.start(id)} />
    </>
  )
}
