import type { Logger } from '../utils/logger.ts'
import type { SharedMap } from '../utils/shared-map.ts'
import { createTopicBus, type TopicBus } from '../utils/topic-bus.ts'
import { openBus } from './open-bus.ts'
import { createRemoteTopics } from './remote-topics.ts'
import { createReplicatedMap } from './replicated-map.ts'

/** What this process has in common with the others of its installation, each thing by a name of its own. */
export async function openSharing(natsUrl: string | null, logger: Logger) {
  await using opened = new AsyncDisposableStack()
  const bus = opened.use(await openBus(natsUrl, logger))
  const owned = opened.move()
  return {
    topics: <Fact>(name: string): TopicBus<Fact> => createTopicBus(logger, createRemoteTopics<Fact>(bus, name)),
    map<Value>(name: string): SharedMap<Value> {
      const map = createReplicatedMap<Value>({ bus, name })
      owned.defer(map.close)
      return map
    },
    /** Calls back when facts may have been missed. Returns the undo. */
    onGap: bus.onGap,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}
