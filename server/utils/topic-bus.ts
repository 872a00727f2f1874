import type { Logger } from './logger.ts'

export type TopicListener<Event> = (event: Event) => void

/** Facts by topic, within this process. Topics are ids: of a community, a user, a session. */
export type TopicBus<Event> = {
  /** Tells every listener of the topic before it returns. A listener that throws is logged and harms nobody. */
  publish(topic: string, event: Event): void
  /** Returns the undo, which may be called any number of times. */
  subscribe(topic: string, listener: TopicListener<Event>): () => void
}

export function createTopicBus<Event>(logger: Pick<Logger, 'error'>): TopicBus<Event> {
  const topics = new Map<string, Set<{ listener: TopicListener<Event> }>>()
  return {
    publish(topic, event) {
      // A copy: a listener may end its own subscription, or another's, while it is told.
      for (const entry of [...(topics.get(topic) ?? [])]) {
        try {
          entry.listener(event)
        } catch (error) {
          logger.error({ err: error, topic }, 'a listener failed')
        }
      }
    },
    subscribe(topic, listener) {
      // One entry per subscription, so that the same function can subscribe twice and undo once.
      const entry = { listener }
      const entries = topics.get(topic) ?? new Set()
      topics.set(topic, entries.add(entry))
      return () => {
        entries.delete(entry)
        if (entries.size === 0 && topics.get(topic) === entries) topics.delete(topic)
      }
    },
  }
}
