import { Id } from '../ids.ts'
import { Closed } from '../wire/message-table.ts'
import { Generation } from './channel-keys.ts'

/** What the server says about keys on /ws/presence: that there is something to read, never what. */
export const keyServerMessages = {
  /** An account's key log went on, or began anew. */
  'keys.changed': Closed({ userId: Id }),
  /** One of the viewer's own exchanges that admit a device. */
  'approval.changed': Closed({ approvalId: Id }),
  /** There is a generation, or a box in it for one of the viewer's devices. */
  'channel-keys.changed': Closed({ channelId: Id, generation: Generation }),
  /** Devices wait for boxes. */
  'channel-keys.waiting': Closed({ channelId: Id }),
}
