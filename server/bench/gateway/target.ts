/** What is told to many: a change in a community, how somebody is seen, and what each of them is notified of. */
export const kinds = ['facts', 'statuses', 'notifications'] as const
export type Kind = (typeof kinds)[number]

/** A server whose fan-out is measured. */
export type Target = AsyncDisposable & {
  name: 'chaos' | 'bare'
  pid: number
  /** How a client of it comes in. `seat` numbers the clients from 0. */
  door(kind: Kind, seat: number): Door
  /** Has one event told to everybody who listens; the mark comes back in its text. */
  tell(kind: Kind, mark: string): Promise<void>
}

/** What the process of the clients needs to know of one. */
export type Door = {
  url: string
  headers: Record<string, string>
  /** Said at once. */
  says: string[]
  /** It is in when it has heard a text with this in it; '': as soon as the socket is open. */
  welcomed: string
}
