import type { OwnStatus, StatusChange } from '@chaos/protocol'
import type { Viewer } from '../auth/viewer.ts'
import { type StatusStore, toOwnStatus } from '../database/stores/status-store.ts'
import { cleanLine } from '../utils/clean-text.ts'
import { BadRequestError } from '../utils/domain-error.ts'
import { type OwnPeopleEvents, type PeopleEvents, peopleTopic } from './people-events.ts'

type Deps = { statuses: StatusStore; events: { user: OwnPeopleEvents; people: Pick<PeopleEvents, 'publish'> } }
export type StatusService = ReturnType<typeof createStatusService>

function readUntil(text: string | null): Date | null {
  if (text === null) return null
  const until = new Date(text)
  if (Number.isNaN(until.getTime())) throw new BadRequestError('wordsUntil is not a point in time')
  return until
}

/** How people chose to appear. */
export function createStatusService({ statuses, events }: Deps) {
  return {
    own: async ({ userId }: Viewer): Promise<OwnStatus> => toOwnStatus(await statuses.find(userId), new Date()),

    /** Throws {@link BadRequestError} for a time that is none. */
    async choose({ userId }: Viewer, change: StatusChange): Promise<OwnStatus> {
      const words = cleanLine(change.words)
      const wordsUntil = words === '' ? null : readUntil(change.wordsUntil)
      const chosen = { chosen: change.chosen, words, wordsUntil }
      await statuses.put(userId, chosen)
      const status = toOwnStatus(chosen, new Date())
      events.user.publish(userId, { type: 'status.changed', status })
      events.people.publish(peopleTopic, { type: 'status.chosen', userId, ...status })
      return status
    },
  }
}
