import type { Stores } from '../database/stores/stores.ts'
import type { Logger } from '../utils/logger.ts'
import type { RateLimiter } from '../utils/rate-limiter.ts'
import type { SharedMap } from '../utils/shared-map.ts'
import type { OwnPeopleEvents, PeopleEvents } from './people-events.ts'
import { createPersonService } from './person-service.ts'
import { createPresenceHub } from './presence-hub.ts'
import { createRelationshipService } from './relationship-service.ts'
import type { DeviceState } from './seen-status.ts'
import { createStatusService } from './status-service.ts'

type Deps = {
  stores: Pick<Stores, 'relationships' | 'statuses' | 'people'>
  devices: SharedMap<DeviceState>
  events: { user: OwnPeopleEvents; people: PeopleEvents }
  limiter: RateLimiter
  logger: Logger
}

/** Friends, blocks, profiles and who is here. Dispose it with `presence.close`. */
export function openPeople({ stores, devices, events, limiter, logger }: Deps) {
  return {
    relationships: createRelationshipService({ relationships: stores.relationships, events, limiter }),
    statuses: createStatusService({ statuses: stores.statuses, events }),
    people: createPersonService(stores.people),
    presence: createPresenceHub({ statuses: stores.statuses, devices, events: events.people, logger }),
  }
}
