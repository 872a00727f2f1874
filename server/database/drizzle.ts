import { createRequire } from 'node:module'
import type * as Orm from 'drizzle-orm'
import type * as Driver from 'drizzle-orm/node-postgres'
import type * as Migrator from 'drizzle-orm/node-postgres/migrator'
import type * as Core from 'drizzle-orm/pg-core'

/**
 * Loads Drizzle's CommonJS build. The ES modules are the same code in some two hundred files, and loading those costs
 * 0.8 s of processor time at each start against 0.14 s.
 */
type LoadDrizzle = {
  (name: 'drizzle-orm'): typeof Orm
  (name: 'drizzle-orm/pg-core'): typeof Core
  (name: 'drizzle-orm/node-postgres'): typeof Driver
  (name: 'drizzle-orm/node-postgres/migrator'): typeof Migrator
}
const load: LoadDrizzle = createRequire(import.meta.url)

export const {
  and,
  asc,
  count,
  desc,
  eq,
  getTableColumns,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  ne,
  not,
  or,
  sql,
} = load('drizzle-orm')
const core = load('drizzle-orm/pg-core')
export const { alias, bigint, boolean, check, customType, foreignKey, index, integer, jsonb, pgTable } = core
export const { primaryKey, text, timestamp, uniqueIndex, uuid } = core
export const { drizzle } = load('drizzle-orm/node-postgres')
export const { migrate } = load('drizzle-orm/node-postgres/migrator')
