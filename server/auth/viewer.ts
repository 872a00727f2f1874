import type { UserId } from '@chaos/protocol'

/** Who asks: proven by an access token. */
export type Viewer = { userId: UserId; sessionId: string }
