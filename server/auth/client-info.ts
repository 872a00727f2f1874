/** From where somebody speaks to us. The user agent is what the client says of itself, cut to a length that can be kept. */
export type ClientInfo = { ip: string; userAgent: string }
