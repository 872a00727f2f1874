import type { UserId } from '@chaos/protocol'

/** Who asks: proven by an access token. */
export type Viewer = Readonly<{ userId: UserId; sessionId: string }>
