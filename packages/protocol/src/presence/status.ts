import { type Static, Type } from 'typebox'
import { Id, Instant } from '../ids.ts'
import { Closed } from '../wire/message-table.ts'

/** What people choose to appear as; `invisible` is seen as offline. */
export const ChosenStatus = Type.Enum(['online', 'idle', 'do_not_disturb', 'invisible'])
export type ChosenStatus = Static<typeof ChosenStatus>

/** What others see. */
export const SeenStatus = Type.Enum(['online', 'idle', 'do_not_disturb', 'offline'])
export type SeenStatus = Static<typeof SeenStatus>

const Words = Type.String({ maxLength: 80 })
const Until = Type.Union([Instant, Type.Null()])

/** How the viewer chose to appear. Words go away by themselves at `wordsUntil`. */
export const OwnStatus = Type.Object({ chosen: ChosenStatus, words: Words, wordsUntil: Until })
export type OwnStatus = Static<typeof OwnStatus>

export const StatusChange = Closed(OwnStatus.properties)
export type StatusChange = Static<typeof StatusChange>

/** How somebody is seen. Who is offline has no words. */
export const PersonPresence = Type.Object({ userId: Id, status: SeenStatus, words: Type.String() })
export type PersonPresence = Static<typeof PersonPresence>
