import type { EpochKeys } from '@chaos/crypto/sframe'

/** From the page to the media worker. */
export type ToMediaWorker = { type: 'install'; keys: EpochKeys } | { type: 'reset' }

/** From the media worker to the page. */
export type FromMediaWorker =
  | { type: 'source'; slot: number; leafIndex: number }
  | { type: 'undecryptable'; slot: number; undecryptable: boolean }

/** What one transform is told about its stream. */
export type MediaTransformOptions = { side: 'seal' } | { side: 'open'; slot: number }
