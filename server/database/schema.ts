/** Every table; drizzle-kit reads this one file. */
export * from './schema/abuse.ts'
export * from './schema/channels.ts'
export * from './schema/communities.ts'
export * from './schema/idempotency.ts'
export * from './schema/mail.ts'
export * from './schema/sessions.ts'
export * from './schema/users.ts'
