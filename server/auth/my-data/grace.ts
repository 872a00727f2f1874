/** For how long a deletion can be taken back, ms: 14 days. */
export const graceMs = 14 * 86_400_000

export const erasesAt = (requestedAt: Date): Date => new Date(requestedAt.getTime() + graceMs)
