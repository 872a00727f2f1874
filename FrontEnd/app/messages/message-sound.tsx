import { peaksOf, type Sound, type SoundCommands, type TimelineMessage } from '@chaos/client-core'
import type { AudioFacts } from '@chaos/protocol'
import { useMemo } from 'react'
import { SoundPlayer } from '../../components/messages/sound-player.tsx'
import { useClient } from '../client-context.ts'
import { useSoundView } from './use-sound-view.ts'

/** A message as something to hear; null where there is nothing. */
export function soundOf(commands: SoundCommands | null, item: TimelineMessage): Sound | null {
  const source = commands?.sourceOf(item)
  if (!source) return null
  const { message, content } = item
  return {
    ...{ id: message.id, source, silences: (content?.audio?.silences ?? []).flatMap(pairOf) },
    label: { title: content?.text ?? '', artist: message.author?.displayName ?? '' },
  }
}

/** The wire says only of the schema, not of its type, that a silence has two ends. */
const pairOf = ([from, to]: readonly number[]): [number, number][] =>
  from === undefined || to === undefined ? [] : [[from, to]]

export function MessageSound({ item, facts }: { item: TimelineMessage; facts: AudioFacts }) {
  const { sound: commands } = useClient()
  const peaks = useMemo(() => peaksOf(facts), [facts])
  const sound = useSoundView({
    ...{ id: item.message.id, peaks, durationMs: item.message.audio?.durationMs ?? 0 },
    load: async () => soundOf(commands, item),
  })
  return <SoundPlayer sound={sound} />
}
