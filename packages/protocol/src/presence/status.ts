import { type Static, Type } from 'typebox'

/** What people choose to appear as; `invisible` is seen as offline. */
export const ChosenStatus = Type.Enum(['online', 'idle', 'do_not_disturb', 'invisible'])
export type ChosenStatus = Static<typeof ChosenStatus>

/** What others see. */
export const SeenStatus = Type.Enum(['online', 'idle', 'do_not_disturb', 'offline'])
export type SeenStatus = Static<typeof SeenStatus>
