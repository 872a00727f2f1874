/** Whether a query failed on this unique index (SQLSTATE 23505), looking through Drizzle's wrapping. */
export function isUniqueViolation(error: unknown, index: string): boolean {
  if (!(error instanceof Error)) return false
  if ('code' in error && error.code === '23505') return 'constraint' in error && error.constraint === index
  return isUniqueViolation(error.cause, index)
}

/** Whether a query failed since what it refers to is not there, or something refers to it (SQLSTATE 23503). */
export function isReferenceViolation(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('code' in error && error.code === '23503') return true
  return isReferenceViolation(error.cause)
}
