import { callMark, type CallPerson, type TrustMark } from '@chaos/client-core'
import useMediaQuery from '@mui/material/useMediaQuery'
import { useMemo, useState } from 'react'
import { PrioritySwitch } from '../../components/call/priority-switch.tsx'
import { CallStage } from '../../components/stage/call-stage.tsx'
import type { FollowLevel } from '../../components/stage/person-tile.tsx'
import { StageRoom } from '../../components/stage/stage-room.tsx'
import { useAppState, useClient } from '../client-context.ts'
import { useFollowedTrust } from '../keys/use-followed-trust.ts'
import { useMemberActs } from '../moderation/use-member-acts.tsx'
import { unblocked } from '../selectors.ts'
import { createLevelLoop } from '../wiring/level-loop.ts'
import { PersonMenuContainer } from './person-menu-container.tsx'
import type { RoomChannel } from './place-of.ts'

/** Without motion the tile's border and words say who speaks. */
const stillRings: FollowLevel = () => () => {}

/** The levels of those who are on screen, for as long as the room is. */
function useLevels(): FollowLevel {
  const { voice } = useClient()
  const calm = useMediaQuery('(prefers-reduced-motion: reduce)')
  return useMemo(
    () =>
      calm
        ? stillRings
        : createLevelLoop((id) => voice.level(id), {
            request: (task) => requestAnimationFrame(task),
            cancel: (handle) => cancelAnimationFrame(handle),
          }),
    [voice, calm],
  )
}

/** Who those are who can be heard: by their keys, and by the leaf of the call's group that they hold. */
function useCallMarks(people: readonly CallPerson[]): (person: CallPerson) => TrustMark {
  const trust = useAppState((state) => state.trust)
  useFollowedTrust(
    people.filter(({ self, isBot, floor }) => !self && !isBot && floor.kind !== 'listener').map(({ userId }) => userId),
  )
  return ({ self, userId, leaf }) => (self ? null : callMark(trust[userId], leaf))
}

/** The people in the call, and what each of them can do. */
export function LiveRoom({ channel }: { channel: Pick<RoomChannel, 'topic' | 'communityId'> }) {
  const { voice } = useClient()
  const everybody = useAppState(({ call }) => call.people)
  const blocked = useAppState((state) => state.people.blocked)
  const people = useMemo(() => unblocked(everybody, blocked), [everybody, blocked])
  const kind = useAppState(({ call }) => call.kind)
  const permissions = useAppState(({ call }) => call.permissions)
  const view = useAppState(({ communities }) => communities.views[channel.communityId ?? ''])
  const { act, elements } = useMemberActs(channel.communityId ?? '', view?.status === 'ready' ? view.value : null)
  const [menu, setMenu] = useState<{ participantId: string; anchor: HTMLElement } | null>(null)
  const followLevel = useLevels()
  const own = people.find(({ self }) => self)
  const trustOf = useCallMarks(people)
  const tiles = {
    trustOf,
    people,
    blocked: everybody.length - people.length,
    followLevel,
    onMenu: (participantId: string, anchor: HTMLElement) => setMenu({ participantId, anchor }),
  }
  return (
    <>
      {kind === 'stage' ? (
        <StageRoom
          {...tiles}
          topic={channel.topic}
          leads={permissions.includes('manage_stage')}
          mayAsk={permissions.includes('request_to_speak')}
          onRaise={voice.raiseHand}
          onLower={voice.lowerHand}
          onAllow={voice.allowToSpeak}
          onDismiss={voice.backToListeners}
        />
      ) : (
        <CallStage {...tiles} />
      )}
      {permissions.includes('priority_speaker') && kind !== 'away' && own ? (
        <PrioritySwitch on={own.priority} onChange={voice.setPriority} />
      ) : null}
      {menu ? <PersonMenuContainer {...menu} onAct={act} onClose={() => setMenu(null)} /> : null}
      {elements}
    </>
  )
}
