/** Where people reach this server, without a slash at the end. */
export type PublicUrl = {
  get: () => string
  /** Tells the port, which matters when neither it nor the URL was set. */
  listensOn(port: number): void
}

export function createPublicUrl(settings: { publicUrl: string | null; port: number }): PublicUrl {
  let port = settings.port
  return {
    get: () => settings.publicUrl?.replace(/\/+$/, '') ?? `http://localhost:${port}`,
    listensOn(actual) {
      port = actual
    },
  }
}
