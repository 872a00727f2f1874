import type { CommunityId } from '@chaos/protocol'
import type { JoiningStore } from '../database/stores/joining-store.ts'
import type { Logger } from '../utils/logger.ts'
import type { TopicBus } from '../utils/topic-bus.ts'

/** As often as the database writes it down, ms. */
const grainMs = 5 * 60_000

type Deps = { touch: JoiningStore['touch']; logger: Pick<Logger, 'error'>; now: () => number }

/** Notes when communities were last alive. */
export function createActivity({ touch, logger, now }: Deps) {
  const touchedAt = new Map<CommunityId, number>()

  function noticed(communityId: CommunityId): void {
    const time = now()
    if (time - (touchedAt.get(communityId) ?? -Infinity) < grainMs) return
    for (const [id, at] of touchedAt) if (time - at >= grainMs) touchedAt.delete(id)
    touchedAt.set(communityId, time)
    touch(communityId).catch((error: unknown) => logger.error({ err: error }, 'activity could not be noted'))
  }

  return {
    /** The same bus; what `isAlive` picks of what is published there counts as activity of the topic. */
    watch: <Event>(bus: TopicBus<Event>, isAlive: (event: Event) => boolean): TopicBus<Event> => ({
      ...bus,
      publish(topic, event) {
        if (isAlive(event)) noticed(topic)
        bus.publish(topic, event)
      },
    }),
  }
}
