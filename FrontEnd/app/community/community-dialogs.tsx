import type { CommunityView } from '@chaos/protocol'
import { Suspense, lazy } from 'react'
import { useNavigate } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { ChannelDialog } from '../../components/forms/channel-dialog.tsx'
import { useClient } from '../client-context.ts'
import { LevelMenuContainer } from '../notifications/level-menu-container.tsx'
import { CreateCategory, DeleteCategory, MoveChannel, RenameCategory } from './category-dialogs.tsx'
import { CategoryMenu } from './category-menu.tsx'
import { ChannelMenu } from './channel-menu.tsx'
import { ConfirmChange } from './confirm-change.tsx'
import type { Dialogs } from './use-dialogs.ts'
import type { Moves } from './use-moves.ts'
import { useMutation } from './use-mutation.ts'

const InviteContainer = lazy(async () => ({ default: (await import('./invite-container.tsx')).InviteContainer }))

type Props = { communityId: string; view: CommunityView | null; dialogs: Dialogs; moves: Moves }
type OneProps = { communityId: string; view: CommunityView; onClose: () => void }

export function CommunityDialogs({ communityId, view, dialogs, moves }: Props) {
  const { open, close } = dialogs
  if (!open || !view) return null
  const props = { communityId, view, onClose: close }
  switch (open.kind) {
    case 'createChannel':
      return <CreateChannel {...props} categoryId={open.categoryId ?? null} />
    case 'moveChannel':
      return <MoveChannel {...props} channelId={open.channelId} moves={moves} />
    case 'deleteChannel':
      return <DeleteChannel {...props} channelId={open.channelId} />
    case 'channelMenu':
      return (
        <ChannelMenu {...props} channelId={open.channelId} anchor={open.anchor} moves={moves} show={dialogs.show} />
      )
    case 'channelLevels':
      return (
        <LevelMenuContainer
          placeId={open.channelId}
          name={view.channels.find(({ id }) => id === open.channelId)?.name ?? ''}
          inherits
          anchor={open.anchor}
          onClose={close}
        />
      )
    case 'createCategory':
      return <CreateCategory {...props} />
    case 'renameCategory':
      return <RenameCategory {...props} categoryId={open.categoryId} />
    case 'deleteCategory':
      return <DeleteCategory {...props} categoryId={open.categoryId} />
    case 'categoryMenu':
      return (
        <CategoryMenu {...props} categoryId={open.categoryId} anchor={open.anchor} moves={moves} show={dialogs.show} />
      )
    case 'invite':
      return (
        <Suspense fallback={null}>
          <InviteContainer {...props} />
        </Suspense>
      )
  }
}

function CreateChannel({ communityId, view, categoryId, onClose }: OneProps & { categoryId: string | null }) {
  const { communities } = useClient()
  const navigate = useNavigate()
  const { busy, failure, run } = useMutation()
  return (
    <ChannelDialog
      categories={view.categories}
      categoryId={categoryId}
      busy={busy}
      failure={failure}
      onClose={onClose}
      onSubmit={(draft) =>
        run(communities.createChannel(communityId, draft), ({ id }) => {
          onClose()
          void navigate(`/communities/${communityId}/channels/${id}`)
        })
      }
    />
  )
}

function DeleteChannel({ communityId, view, channelId, onClose }: OneProps & { channelId: string }) {
  const { communities } = useClient()
  const channel = view.channels.find(({ id }) => id === channelId)
  if (!channel) return null
  return (
    <ConfirmChange
      title={t('channel.deleteTitle', { name: channel.name })}
      text={t('channel.deleteText')}
      confirmLabel={t('channel.delete')}
      onClose={onClose}
      change={() => communities.deleteChannel(communityId, channelId)}
      onDone={onClose}
    />
  )
}
