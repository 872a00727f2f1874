import type { CommunityView } from '@chaos/protocol'
import { t } from '../../assets/messages/t.ts'
import { ConfirmDialog } from '../../components/forms/confirm-dialog.tsx'
import { MoveDialog } from '../../components/forms/move-dialog.tsx'
import { NameDialog } from '../../components/forms/name-dialog.tsx'
import { useClient } from '../client-context.ts'
import { useMutation } from './use-mutation.ts'
import type { Moves } from './use-moves.ts'

type Props = { communityId: string; view: CommunityView; onClose: () => void }

export function CreateCategory({ communityId, onClose }: Props) {
  const { channelOrder } = useClient()
  const { busy, failure, run } = useMutation()
  return (
    <NameDialog
      title={t('category.createTitle')}
      submitLabel={t('action.create')}
      busy={busy}
      failure={failure}
      onClose={onClose}
      onSubmit={(name) => run(channelOrder.createCategory(communityId, name), onClose)}
    />
  )
}

export function RenameCategory({ view, categoryId, onClose }: Props & { categoryId: string }) {
  const { channelOrder } = useClient()
  const { busy, failure, run } = useMutation()
  const category = view.categories.find(({ id }) => id === categoryId)
  if (!category) return null
  return (
    <NameDialog
      title={t('category.editTitle', { name: category.name })}
      submitLabel={t('action.save')}
      name={category.name}
      busy={busy}
      failure={failure}
      onClose={onClose}
      onSubmit={(name) => run(channelOrder.renameCategory(category, name), onClose)}
    />
  )
}

export function DeleteCategory({ communityId, view, categoryId, onClose }: Props & { categoryId: string }) {
  const { channelOrder } = useClient()
  const { busy, failure, run } = useMutation()
  const category = view.categories.find(({ id }) => id === categoryId)
  if (!category) return null
  return (
    <ConfirmDialog
      title={t('category.deleteTitle', { name: category.name })}
      text={t('category.deleteText')}
      confirmLabel={t('category.delete')}
      busy={busy}
      failure={failure}
      onClose={onClose}
      onConfirm={() => run(channelOrder.deleteCategory(communityId, categoryId), onClose)}
    />
  )
}

type MoveProps = Props & { channelId: string; moves: Moves }

export function MoveChannel({ view, channelId, moves, onClose }: MoveProps) {
  const channel = view.channels.find(({ id }) => id === channelId)
  if (!channel) return null
  return (
    <MoveDialog
      name={channel.name}
      categories={view.categories}
      categoryId={channel.categoryId}
      onClose={onClose}
      onSubmit={(categoryId) => {
        onClose()
        moves.putInto(channelId, categoryId)
      }}
    />
  )
}
