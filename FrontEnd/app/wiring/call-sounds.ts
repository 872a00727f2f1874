import type { Preferences, Store } from '@chaos/client-core'
import type { SoundName } from '../../components/settings/sound-settings.tsx'
import { type CallChange, callChanges } from './call-changes.ts'
import { playTone } from './tones.ts'

const soundOf: Partial<Record<CallChange['kind'], SoundName>> = {
  entered: 'join',
  joined: 'join',
  ended: 'leave',
  left: 'leave',
  muted: 'mute',
  unmuted: 'unmute',
  gotWord: 'unmute',
  lostWord: 'mute',
}

function isWanted(kind: CallChange['kind'], { sounds, peopleSounds, ownSounds }: Preferences): boolean {
  if (kind === 'muted' || kind === 'unmuted') return sounds && ownSounds
  return sounds && peopleSounds
}

/** Plays a sound for what happens in the call, for as long as the page lives. */
export function playCallSounds(store: Store): void {
  let before = store.getState().call
  store.subscribe(() => {
    const { call, preferences, people } = store.getState()
    if (call === before) return
    const changes = callChanges(before, call, people.blocked)
    before = call
    // Several at once are one event to the ear.
    const [sound] = changes.flatMap(({ kind }) => (isWanted(kind, preferences) ? (soundOf[kind] ?? []) : []))
    if (sound) playTone(sound)
  })
}
