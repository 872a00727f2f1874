import { type Conversation, conversationLimits } from '@chaos/protocol'
import Dialog from '@mui/material/Dialog'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { useNavigate } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { ChoosePeopleDialog } from '../../components/conversations/choose-people-dialog.tsx'
import { ConfirmDialog } from '../../components/forms/confirm-dialog.tsx'
import { OneFieldForm } from '../../components/forms/one-field-form.tsx'
import { useClient } from '../client-context.ts'
import { useMutation } from '../community/use-mutation.ts'
import { useOwnId } from './use-own-id.ts'
import { usePeopleSearch } from './use-people-search.ts'

type Props = { conversation: Conversation; onClose: () => void }

export function AddPeople({ conversation: { id, members }, onClose }: Props) {
  const { conversations } = useClient()
  const { found, search } = usePeopleSearch()
  const { busy, failure, run } = useMutation()
  const present = new Set(members.map((member) => member.id))
  const news = found.status === 'ready' ? found.value.filter((user) => !present.has(user.id)) : []
  return (
    <ChoosePeopleDialog
      title={t('conversations.add')}
      submitLabel={t('conversations.addAction')}
      found={found.status === 'ready' ? { status: 'ready', value: news } : found}
      most={conversationLimits.members - members.length}
      mayName={false}
      busy={busy}
      failure={failure}
      onSearch={search}
      onClose={onClose}
      onSubmit={(people) =>
        run(
          conversations.add(
            id,
            people.map((user) => user.id),
          ),
          onClose,
        )
      }
    />
  )
}

export function RenameConversation({ conversation: { id }, onClose }: Props) {
  const { conversations } = useClient()
  const { busy, failure, run } = useMutation()
  return (
    <Dialog open fullWidth maxWidth="xs" onClose={onClose} aria-labelledby="rename-title">
      <DialogTitle id="rename-title">{t('conversations.renameTitle')}</DialogTitle>
      <DialogContent>
        <OneFieldForm
          label={t('conversations.renameTitle')}
          submitLabel={t('action.save')}
          maxLength={conversationLimits.nameLength}
          busy={busy}
          failure={failure}
          autoFocus
          check={() => null}
          onSubmit={(name) => run(conversations.rename(id, name), onClose)}
        />
      </DialogContent>
    </Dialog>
  )
}

export function LeaveConversation({ conversation: { id }, onClose }: Props) {
  const { conversations } = useClient()
  const navigate = useNavigate()
  const ownId = useOwnId()
  const { busy, failure, run } = useMutation()
  return (
    <ConfirmDialog
      title={t('conversations.leaveTitle')}
      text={t('conversations.leaveText')}
      confirmLabel={t('conversations.leave')}
      busy={busy}
      failure={failure}
      onClose={onClose}
      onConfirm={() =>
        run(conversations.leave(id, ownId), () => {
          onClose()
          void navigate('/')
        })
      }
    />
  )
}
