import type { Logger } from './logger.ts'

export type TopicListener<Event> = (event: Event) => void

/** Facts by topic, within this process and, where it has remote topics, in the others. Topics are ids: of a community, a user, a session. */
export type TopicBus<Event> = {
  /** Tells every listener of the topic here before it returns. A listener that throws is logged and harms nobody. */
  publish(topic: string, event: Event): void
  /** Returns the undo, which may be called any number of times. */
  subscribe(topic: string, listener: TopicListener<Event>): () => void
}

/** The same topics in the other processes: what is published here is heard there only. */
export type RemoteTopics<Event> = TopicBus<Event>

type Entries<Event> = { listeners: Set<{ listener: TopicListener<Event> }>; undoRemote: () => void }

/** Nobody else: facts stay within this process. */
const nowhere = { publish: () => {}, subscribe: () => () => {} }

export function createTopicBus<Event>(
  logger: Pick<Logger, 'error'>,
  remote: RemoteTopics<Event> = nowhere,
): TopicBus<Event> {
  const topics = new Map<string, Entries<Event>>()

  const tell = (topic: string, event: Event): void => {
    // A copy: a listener may end its own subscription, or another's, while it is told.
    for (const entry of [...(topics.get(topic)?.listeners ?? [])]) {
      try {
        entry.listener(event)
      } catch (error) {
        logger.error({ err: error, topic }, 'a listener failed')
      }
    }
  }
  /** The others are listened to for as long as anybody here does. */
  const open = (topic: string): Entries<Event> => {
    const undoRemote = remote.subscribe(topic, (event) => tell(topic, event))
    const entries = { listeners: new Set<{ listener: TopicListener<Event> }>(), undoRemote }
    topics.set(topic, entries)
    return entries
  }

  return {
    publish(topic, event) {
      tell(topic, event)
      remote.publish(topic, event)
    },
    subscribe(topic, listener) {
      // One entry per subscription, so that the same function can subscribe twice and undo once.
      const entry = { listener }
      const entries = topics.get(topic) ?? open(topic)
      entries.listeners.add(entry)
      return () => {
        entries.listeners.delete(entry)
        if (entries.listeners.size > 0 || topics.get(topic) !== entries) return
        topics.delete(topic)
        entries.undoRemote()
      }
    },
  }
}
