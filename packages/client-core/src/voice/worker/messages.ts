/** From the media worker to the page. */
export type FromMediaWorker =
  | { type: 'source'; slot: number; leafIndex: number }
  | { type: 'undecryptable'; slot: number; undecryptable: boolean }

/** What one transform is told about its stream. */
export type MediaTransformOptions = { side: 'seal' } | { side: 'open'; slot: number }
