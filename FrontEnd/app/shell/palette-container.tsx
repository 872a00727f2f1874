import type { RootState } from '@chaos/client-core'
import { useMemo } from 'react'
import { useStore } from 'react-redux'
import { useMatch, useNavigate } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { CommandPalette } from '../../components/palette/command-palette.tsx'
import type { PaletteEntry } from '../../components/palette/search.ts'
import { useClient } from '../client-context.ts'
import { isInCall } from '../selectors.ts'

type Command = PaletteEntry & { run: () => void }
type Go = (address: string) => void

function places({ communities }: RootState, go: Go): Command[] {
  if (communities.list.status !== 'ready') return []
  return communities.list.value.flatMap(({ id, name }): Command[] => {
    const view = communities.views[id]
    const channels = view?.status === 'ready' ? view.value.channels : []
    return [
      ...channels.map(
        (channel): Command => ({
          id: channel.id,
          kind: 'channel',
          label: channel.name,
          hint: name,
          run: () => go(`/communities/${id}/channels/${channel.id}`),
        }),
      ),
      { id, kind: 'community', label: name, hint: '', run: () => go(`/communities/${id}`) },
    ]
  })
}

/** People lead to where they are now: their room if they are in one, else the list of people. */
function people({ communities, rosters }: RootState, communityId: string | undefined, go: Go): Command[] {
  const members = communityId === undefined ? undefined : communities.members[communityId]
  if (members?.status !== 'ready') return []
  return members.value.items.map(({ userId, displayName, userName }) => {
    const room = Object.entries(rosters).find(
      ([, roster]) => roster.communityId === communityId && roster.occupants.some((one) => one.userId === userId),
    )
    const place = room ? `/channels/${room[0]}` : '?view=people'
    return {
      id: userId,
      kind: 'person',
      label: displayName,
      hint: userName,
      run: () => go(`/communities/${communityId}${place}`),
    }
  })
}

export function PaletteContainer({ onClose }: { onClose: () => void }) {
  const { voice } = useClient()
  const store = useStore<RootState>()
  const navigate = useNavigate()
  const communityId = useMatch('/communities/:communityId/*')?.params.communityId
  // The entries are those of the moment of opening: a list that moves under the finger is of no use.
  const commands = useMemo(() => {
    const state = store.getState()
    const { call } = state
    const action = (id: string, label: string, hint: string, run: () => void): Command => ({
      id,
      kind: 'action',
      label,
      hint,
      run,
    })
    const ofCall = isInCall(call)
      ? [
          action('mute', call.muted ? t('dock.unmute') : t('dock.mute'), 'Ctrl+Shift+M', () =>
            voice.setMuted(!call.muted),
          ),
          action('deafen', call.deafened ? t('dock.undeafen') : t('dock.deafen'), 'Ctrl+Shift+D', () =>
            voice.setDeafened(!call.deafened),
          ),
          action('leave', t('dock.leave'), '', () => void voice.leave()),
        ]
      : []
    return [
      ...places(state, navigate),
      ...people(state, communityId, navigate),
      ...ofCall,
      action('home', t('nav.home'), '', () => navigate('/')),
      action('settings', t('nav.settings'), '', () => navigate('/settings')),
      action('add', t('community.add'), '', () => navigate('/?add=1')),
    ]
  }, [store, voice, navigate, communityId])
  return (
    <CommandPalette
      entries={commands}
      onClose={onClose}
      onChoose={({ id }) => {
        onClose()
        commands.find((command) => command.id === id)?.run()
      }}
    />
  )
}
