import type { RootState, Sound } from '@chaos/client-core'
import { useEffect } from 'react'
import { useClient } from '../client-context.ts'
import { soundOf } from './message-sound.tsx'

/** While a channel is open, "next" is its next recording: one after the other is heard without a touch. */
export function useFollowing(channelId: string): void {
  const { sound: commands, store } = useClient()
  useEffect(() => {
    const beside = (soundId: string, step: 1 | -1): Sound | null => {
      const items = recordingsIn(store.getState(), channelId)
      const at = items.findIndex(({ message }) => message.id === soundId)
      const item = at === -1 ? undefined : items[at + step]
      return item ? soundOf(commands, item) : null
    }
    // What plays goes on by itself when the person goes elsewhere, so this is not undone; the next channel takes its place.
    commands?.player.follow({ next: (soundId) => beside(soundId, 1), previous: (soundId) => beside(soundId, -1) })
  }, [commands, store, channelId])
}

const recordingsIn = ({ timelines }: RootState, channelId: string) =>
  timelines[channelId]?.items.filter(({ content }) => content?.audio) ?? []
