import type { ApiFailure, Client } from '@chaos/client-core'
import { ModerationMenu } from '../../components/call/moderation-menu.tsx'
import { useAppState, useClient } from '../client-context.ts'
import { moderationRights } from './moderation-rights.ts'
import { useDestinations } from './use-destinations.ts'

type Props = {
  communityId: string
  channelId: string
  userId: string
  anchor: HTMLElement
  onFailure: (code: ApiFailure['code']) => void
  onClose: () => void
}
type Act = (moderation: Client['voiceModeration']) => ReturnType<Client['voiceModeration']['mute']>

/** Moderating a call without being in it. */
export function ModerationMenuContainer({ communityId, channelId, userId, anchor, onFailure, onClose }: Props) {
  const { voiceModeration } = useClient()
  const occupant = useAppState((state) => state.rosters[channelId]?.occupants.find((one) => one.userId === userId))
  const view = useAppState(({ communities }) => communities.views[communityId])
  const destinations = useDestinations(communityId, channelId)
  if (!occupant || view?.status !== 'ready') return null
  const target = { channelId, userId }
  const run = (act: Act) => {
    onClose()
    void act(voiceModeration).then((outcome) => {
      if (!outcome.ok) onFailure(outcome.failure.code)
    })
  }
  return (
    <ModerationMenu
      name={occupant.displayName}
      anchor={anchor}
      onClose={onClose}
      rights={moderationRights(view.value.permissions)}
      serverMuted={occupant.muted ? null : false}
      serverDeafened={occupant.deafened ? null : false}
      destinations={destinations}
      onMute={(muted) => run((moderation) => moderation.mute(target, muted))}
      onDeafen={(deafened) => run((moderation) => moderation.deafen(target, deafened))}
      onDisconnect={() => run((moderation) => moderation.disconnect(target))}
      onMove={(to) => run((moderation) => moderation.move(target, to))}
    />
  )
}
