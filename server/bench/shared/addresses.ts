/**
 * The address that a peer seems to come from. The server trusts X-Forwarded-For from this machine while it is measured, so
 * that 250 people are 250 people to its rate limits, which stay as they ship. From the range for benchmarks, RFC 2544.
 */
export const addressOf = (seat: number): string => `198.18.${Math.floor(seat / 250)}.${(seat % 250) + 1}`
