import { type Static, Type } from 'typebox'
import { Id } from '../ids.ts'
import { Closed } from '../wire/message-table.ts'

/** How dates, times and numbers are written; `system` is what the device says. */
export const preferenceLocales = ['system', 'en-GB', 'en-US', 'de-DE', 'es-ES', 'fr-FR', 'pt-BR', 'ja-JP'] as const

/**
 * What follows a person from device to device. As a state, a key that is absent has the client's own default; as a
 * change, it stays as it is.
 */
export const SyncedPreferences = Closed({
  theme: Type.Optional(Type.Enum(['system', 'light', 'dark'])),
  locale: Type.Optional(Type.Enum([...preferenceLocales])),
  /** Notifications by ear: all of them, those about others, those about one's own microphone. */
  sounds: Type.Optional(Type.Boolean()),
  peopleSounds: Type.Optional(Type.Boolean()),
  ownSounds: Type.Optional(Type.Boolean()),
  /** Voice: enter rooms muted, and what the browser does to the microphone's sound. */
  joinMuted: Type.Optional(Type.Boolean()),
  noiseSuppression: Type.Optional(Type.Boolean()),
  automaticGain: Type.Optional(Type.Boolean()),
  /** The first-run tour was seen to its end, or put away. */
  tourSeen: Type.Optional(Type.Boolean()),
  /** Playback volume by person, 0–2; 1 is not kept. */
  volumes: Type.Optional(Type.Record(Id, Type.Number({ minimum: 0, maximum: 2 }), { additionalProperties: false })),
})
export type SyncedPreferences = Static<typeof SyncedPreferences>

/** One account's preferences as the server has them; `version` counts its changes and is 0 before the first. */
export const PreferencesState = Closed({ version: Type.Integer({ minimum: 0 }), values: SyncedPreferences })
export type PreferencesState = Static<typeof PreferencesState>
