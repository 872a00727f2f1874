import type { Entry } from './orders.ts'

/** A freshly started server with a room for one scenario, nobody in it yet. Disposing it ends the server and removes what it left. */
export type Target = AsyncDisposable & { pid: number; entry: Entry }
