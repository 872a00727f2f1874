import ChatIcon from '@mui/icons-material/ForumOutlined'
import Button from '@mui/material/Button'
import { useNavigate } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../../components/feedback/failure-text.ts'
import { Notice } from '../../components/feedback/notice.tsx'
import { useClient } from '../client-context.ts'
import { useMutation } from '../community/use-mutation.ts'

/** From somebody's card to the conversation of two. */
export function OpenConversation({ userId, onDone }: { userId: string; onDone: () => void }) {
  const { conversations } = useClient()
  const navigate = useNavigate()
  const { busy, failure, run } = useMutation()
  return (
    <>
      {failure ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
      <Button
        variant="outlined"
        startIcon={<ChatIcon />}
        loading={busy}
        loadingPosition="start"
        onClick={() =>
          run(conversations.open({ userIds: [userId] }), ({ id }) => {
            onDone()
            void navigate(`/conversations/${id}`)
          })
        }
      >
        {t('conversations.two')}
      </Button>
    </>
  )
}
