import type { NotificationServerMessage } from '@chaos/protocol'
import type { TopicBus } from '../utils/topic-bus.ts'

type Said<T extends NotificationServerMessage['type']> = Extract<NotificationServerMessage, { type: T }>

/** What a person's devices are told as it is. */
export type DeviceFact = Said<
  | 'notifications.added'
  | 'notifications.acknowledged'
  | 'notifications.read'
  | 'levels.changed'
  | 'quietHours.changed'
  | 'conversation.changed'
  | 'conversation.removed'
  | 'call.changed'
  | 'call.ringing'
  | 'call.ended'
  | 'call.declined'
>

/** What the parts of the server ask each other about a person's devices. */
export type DeviceQuestion =
  /** Is any device here? */
  | { type: 'devices.asked' }
  | { type: 'devices.here' }
  /** One has just come: what still rings has to be said again. */
  | { type: 'device.opened' }

/** Published under the person's id. */
export type NotificationFact = DeviceFact | DeviceQuestion
export type NotificationEvents = TopicBus<NotificationFact>

const questions: ReadonlySet<NotificationFact['type']> = new Set(['devices.asked', 'devices.here', 'device.opened'])

export const isForDevices = (fact: NotificationFact): fact is DeviceFact => !questions.has(fact.type)
