import { defineConfig } from 'drizzle-kit'

/** `drizzle-kit generate`, run in this folder, writes the next migration. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './database/schema.ts',
  out: './database/migrations',
})
