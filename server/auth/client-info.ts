/** From where somebody speaks to us. */
export type ClientInfo = {
  ip: string
  /** What the client says of itself, cut to a length that can be kept. */
  userAgent: string
  /** SHA-256 of the secret that the browser keeps for itself, by which it is known again. */
  secretHash?: Buffer
}
