import type { RootState, VoiceCommands } from '@chaos/client-core'
import { useMemo } from 'react'
import { useStore } from 'react-redux'
import { useMatch, useNavigate } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { CommandPalette } from '../../components/palette/command-palette.tsx'
import { useClient } from '../client-context.ts'
import { friendCommands, statusCommands } from '../people/palette-commands.ts'
import type { Command, Go } from './palette-command.ts'
import { isInCall, unblocked } from '../selectors.ts'

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
function members({ communities, rosters, people }: RootState, communityId: string | undefined, go: Go): Command[] {
  const page = communityId === undefined ? undefined : communities.members[communityId]
  if (page?.status !== 'ready') return []
  return unblocked(page.value.items, people.blocked).map(({ userId, displayName, userName }) => {
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

const action = (id: string, label: string, more: { hint?: string; run: () => void }): Command => ({
  id,
  kind: 'action',
  label,
  hint: more.hint ?? '',
  run: more.run,
})

function ofCall({ call }: RootState, voice: VoiceCommands): Command[] {
  if (!isInCall(call)) return []
  const { muted, deafened } = call
  return [
    action('mute', muted ? t('dock.unmute') : t('dock.mute'), {
      hint: 'Ctrl+Shift+M',
      run: () => voice.setMuted(!muted),
    }),
    action('deafen', deafened ? t('dock.undeafen') : t('dock.deafen'), {
      hint: 'Ctrl+Shift+D',
      run: () => voice.setDeafened(!deafened),
    }),
    action('leave', t('dock.leave'), { run: () => void voice.leave() }),
  ]
}

const pages = (go: Go): Command[] => [
  action('home', t('nav.home'), { run: () => go('/') }),
  action('settings', t('nav.settings'), { run: () => go('/settings') }),
  action('add', t('community.add'), { run: () => go('/?add=1') }),
  action('add-friend', t('friends.add'), { run: () => go('/?people=add') }),
]

export function PaletteContainer({ onClose }: { onClose: () => void }) {
  const { voice, people } = useClient()
  const store = useStore<RootState>()
  const navigate = useNavigate()
  const communityId = useMatch('/communities/:communityId/*')?.params.communityId
  // The entries are those of the moment of opening: a list that moves under the finger is of no use.
  const commands = useMemo(() => {
    const state = store.getState()
    const go = (address: string) => void navigate(address)
    const here = members(state, communityId, go)
    const known = new Set(here.map(({ id }) => id))
    const friends = friendCommands(state, go).filter(({ id }) => !known.has(id))
    const actions = [...ofCall(state, voice), ...pages(go), ...statusCommands(state, people)]
    return [...places(state, go), ...here, ...friends, ...actions]
  }, [store, voice, people, navigate, communityId])
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
