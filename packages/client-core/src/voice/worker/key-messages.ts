import type { EpochKeys } from '@chaos/crypto/sframe'

/** From the page to the media worker: another group begins, and its keys will come through this port. */
export type ToMediaWorker = { type: 'group'; keys: MessagePort }

/** From the group worker to the media worker. The sender keeps no copy. */
export type FrameKeys = EpochKeys
