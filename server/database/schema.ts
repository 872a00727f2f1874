/** Every table; drizzle-kit reads this one file. */
export * from './schema/channels.ts'
export * from './schema/communities.ts'
export * from './schema/data-exports.ts'
export * from './schema/idempotency.ts'
export * from './schema/preferences.ts'
export * from './schema/sessions.ts'
export * from './schema/users.ts'
