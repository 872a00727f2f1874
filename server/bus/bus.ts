/**
 * Carries JSON between the server processes of one installation: at most once, to every process but the one that says
 * it, and in the order in which one process said it. Subjects are words with dots between them.
 */
export type Bus = AsyncDisposable & {
  /** Names this process among the others; a new one at each start. */
  nodeId: string
  publish(subject: string, message: unknown): void
  /** Returns the undo, which may be called any number of times. */
  subscribe(subject: string, listener: (message: unknown) => void): () => void
  /** Settles once what was subscribed and published before is in force. */
  settle(): Promise<void>
  /** Calls back when messages may have been missed: the way to the others was lost and is back. Returns the undo. */
  onGap(listener: () => void): () => void
}
