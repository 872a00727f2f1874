import { useEffect, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { useClient } from '../client-context.ts'
import { isInCall } from '../selectors.ts'
import { neighbourChannel } from './neighbour-channel.ts'
import { actionOf, type ShortcutAction } from './shortcut-keys.ts'

type Open = 'palette' | 'shortcuts' | null

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null

/** The keys that work everywhere in the client, and which of their windows is open. */
export function useShortcuts() {
  const { store, voice } = useClient()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const [open, setOpen] = useState<Open>(null)
  useEffect(() => {
    const step = (by: 1 | -1) => {
      const address = neighbourChannel(store.getState(), pathname, by)
      if (address) void navigate(address)
    }
    const { getState } = store
    const actions: Record<ShortcutAction, () => void> = {
      palette: () => setOpen((before) => (before === 'palette' ? null : 'palette')),
      shortcuts: () => setOpen('shortcuts'),
      mute: () => isInCall(getState().call) && voice.setMuted(!getState().call.muted),
      deafen: () => isInCall(getState().call) && voice.setDeafened(!getState().call.deafened),
      previousChannel: () => step(-1),
      nextChannel: () => step(1),
    }
    const keyDown = (event: KeyboardEvent) => {
      const action = actionOf(event, isTyping(event.target))
      if (!action) return
      event.preventDefault()
      if (!event.repeat) actions[action]()
    }
    addEventListener('keydown', keyDown)
    return () => removeEventListener('keydown', keyDown)
  }, [store, voice, navigate, pathname])
  return { open, close: () => setOpen(null) }
}
