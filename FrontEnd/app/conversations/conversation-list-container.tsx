import { lazy, Suspense, useState } from 'react'
import { useMatch } from 'react-router'
import { ConversationList } from '../../components/conversations/conversation-list.tsx'
import { useAppState, useClient } from '../client-context.ts'
import { useUnreadPlaces } from '../notifications/unread-places.ts'
import { useOwnId } from './use-own-id.ts'

const NewConversation = lazy(async () => ({ default: (await import('./new-conversation.tsx')).NewConversation }))

export function ConversationListContainer() {
  const { conversations } = useClient()
  const list = useAppState((state) => state.conversations.list)
  const { channels } = useUnreadPlaces()
  const match = useMatch('/conversations/:channelId')
  const [isNew, setNew] = useState(false)
  return (
    <>
      <ConversationList
        list={list}
        ownId={useOwnId()}
        activeId={match?.params.channelId ?? null}
        unread={channels}
        onNew={() => setNew(true)}
        onMore={() => void conversations.loadMore()}
        onRetry={() => void conversations.loadList()}
      />
      <Suspense fallback={null}>{isNew ? <NewConversation onClose={() => setNew(false)} /> : null}</Suspense>
    </>
  )
}
