import type { RemoteTopics } from '../utils/topic-bus.ts'
import type { Bus } from './bus.ts'

/** Facts of one kind, by topic, to and from the other processes. */
export const createRemoteTopics = <Event>(bus: Bus, name: string): RemoteTopics<Event> => ({
  publish: (topic, event) => bus.publish(`${name}.${topic}`, event),
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- processes of one installation say to each other what their own types say
  subscribe: (topic, listener) => bus.subscribe(`${name}.${topic}`, (event) => listener(event as Event)),
})
