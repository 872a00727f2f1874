import type { CommunityView } from '@chaos/protocol'
import { Suspense, lazy } from 'react'
import { useNavigate } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { ChannelDialog } from '../../components/forms/channel-dialog.tsx'
import { useClient } from '../client-context.ts'
import { LevelMenuContainer } from '../notifications/level-menu-container.tsx'
import { ChannelMenu } from './channel-menu.tsx'
import type { Dialogs } from './use-dialogs.ts'
import { ConfirmChange } from './confirm-change.tsx'
import { useMutation } from './use-mutation.ts'

const InviteContainer = lazy(async () => ({ default: (await import('./invite-container.tsx')).InviteContainer }))

type Props = { communityId: string; view: CommunityView | null; dialogs: Dialogs }
type OneProps = { communityId: string; view: CommunityView; onClose: () => void }

export function CommunityDialogs({ communityId, view, dialogs }: Props) {
  const { open, close } = dialogs
  if (!open || !view) return null
  const props = { communityId, view, onClose: close }
  switch (open.kind) {
    case 'createChannel':
      return <CreateChannel {...props} />
    case 'editChannel':
      return <EditChannel {...props} channelId={open.channelId} />
    case 'deleteChannel':
      return <DeleteChannel {...props} channelId={open.channelId} />
    case 'channelMenu':
      return <ChannelMenu {...props} channelId={open.channelId} anchor={open.anchor} show={dialogs.show} />
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
    case 'invite':
      return (
        <Suspense fallback={null}>
          <InviteContainer {...props} />
        </Suspense>
      )
  }
}

function CreateChannel({ communityId, onClose }: OneProps) {
  const { communities } = useClient()
  const navigate = useNavigate()
  const { busy, failure, run } = useMutation()
  return (
    <ChannelDialog
      title={t('channel.createTitle')}
      submitLabel={t('action.create')}
      busy={busy}
      failure={failure}
      onClose={onClose}
      onSubmit={(input) =>
        run(communities.createChannel(communityId, input), ({ id }) => {
          onClose()
          void navigate(`/communities/${communityId}/channels/${id}`)
        })
      }
    />
  )
}

function EditChannel({ view, channelId, onClose }: OneProps & { channelId: string }) {
  const { communities } = useClient()
  const { busy, failure, run } = useMutation()
  const channel = view.channels.find(({ id }) => id === channelId)
  if (!channel) return null
  return (
    <ChannelDialog
      title={t('channel.editTitle', { name: channel.name })}
      submitLabel={t('action.save')}
      name={channel.name}
      userLimit={channel.userLimit}
      busy={busy}
      failure={failure}
      onClose={onClose}
      onSubmit={(input) => run(communities.changeChannel(channelId, input), onClose)}
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
