import type { ChosenStatus, SeenStatus } from '@chaos/protocol'
import { t } from '../../assets/messages/t.ts'

export const chosenStatuses = ['online', 'idle', 'do_not_disturb', 'invisible'] as const satisfies ChosenStatus[]

/** How a choice looks to others. */
export const seenAs = (chosen: ChosenStatus): SeenStatus => (chosen === 'invisible' ? 'offline' : chosen)

/** A status by its name. */
export const statusWords = (status: SeenStatus | ChosenStatus): string => t(`status.${status}`)

type Line = { status: SeenStatus; words: string; activity: string | null }

/** What stands under a name: where they talk, else their own words, else how they are seen. */
export const personLine = ({ status, words, activity }: Line): string => activity ?? (words || statusWords(status))
