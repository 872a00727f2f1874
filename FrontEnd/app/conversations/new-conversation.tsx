import { conversationLimits } from '@chaos/protocol'
import { useNavigate } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { ChoosePeopleDialog } from '../../components/conversations/choose-people-dialog.tsx'
import { useClient } from '../client-context.ts'
import { useMutation } from '../community/use-mutation.ts'
import { usePeopleSearch } from './use-people-search.ts'

export function NewConversation({ onClose }: { onClose: () => void }) {
  const { conversations } = useClient()
  const navigate = useNavigate()
  const { found, search } = usePeopleSearch()
  const { busy, failure, run } = useMutation()
  return (
    <ChoosePeopleDialog
      title={t('conversations.new')}
      submitLabel={t('conversations.start')}
      found={found}
      most={conversationLimits.members - 1}
      mayName
      busy={busy}
      failure={failure}
      onSearch={search}
      onClose={onClose}
      onSubmit={(people, name) =>
        run(
          conversations.open({
            userIds: people.map(({ id }) => id),
            ...(name !== '' && people.length > 1 ? { name } : {}),
          }),
          ({ id }) => {
            onClose()
            void navigate(`/conversations/${id}`)
          },
        )
      }
    />
  )
}
