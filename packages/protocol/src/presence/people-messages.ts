import { Type } from 'typebox'
import { Id } from '../ids.ts'
import { Relationship } from '../rest/relationships.ts'
import { Closed } from '../wire/message-table.ts'
import { OwnStatus, PersonPresence } from './status.ts'

/** Most people that one `watch.people` names. */
export const mostPeopleWatched = 200

/** What a client says about people. */
export const peopleClientMessages = {
  /** The people on screen; the whole list each time. Friends are watched always. */
  'watch.people': Closed({ userIds: Type.Array(Id, { maxItems: mostPeopleWatched }) }),
  /** Somebody is at this device; it is so from the hello on. */
  'status.active': Closed({}),
  /** Nobody touched it for a while. */
  'status.idle': Closed({}),
}

/** What the server says about people. */
export const peopleServerMessages = {
  /** Everybody watched who is not offline; the answer to `watch.people`. */
  'people.snapshot': Closed({ people: Type.Array(PersonPresence) }),
  /** Those watched who are seen otherwise than before. */
  'people.changed': Closed({ people: Type.Array(PersonPresence) }),
  /** What somebody is to the viewer now. */
  'relationship.changed': Closed({ relationship: Relationship }),
  /** Somebody is nothing to the viewer any more. */
  'relationship.ended': Closed({ userId: Id }),
  /** The viewer chose a status, perhaps on another device. */
  'status.changed': Closed({ status: OwnStatus }),
}
