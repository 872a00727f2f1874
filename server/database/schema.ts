/** Every table; drizzle-kit reads this one file. */
export * from './schema/audit.ts'
export * from './schema/channels.ts'
export * from './schema/communities.ts'
export * from './schema/idempotency.ts'
export * from './schema/server-settings.ts'
export * from './schema/sessions.ts'
export * from './schema/signing-keys.ts'
export * from './schema/users.ts'
