import { t } from '../../assets/messages/t.ts'
import { ConfirmDialog } from '../../components/forms/confirm-dialog.tsx'
import { useRelate } from './use-relate.ts'

type Props = { userId: string; name: string; onClose: () => void; onDone: () => void }

/** Says what a block does before it is one. */
export function BlockDialog({ userId, name, onClose, onDone }: Props) {
  const { busyId, failure, relate } = useRelate()
  return (
    <ConfirmDialog
      title={t('friends.blockTitle', { name })}
      text={t('friends.blockText', { name })}
      confirmLabel={t('friends.block')}
      busy={busyId !== null}
      failure={failure}
      onConfirm={() => void relate('block', userId).then((done) => done && onDone())}
      onClose={onClose}
    />
  )
}
