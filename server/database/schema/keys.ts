import type {
  ApprovalAnswer,
  ApprovalOffer,
  ApprovalReveal,
  GenerationHeader,
  KeyLogEntry,
  KeyRoster,
} from '@chaos/protocol'
import { bigint, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from '../drizzle.ts'
import { channels } from './channels.ts'
import { bytes, createdAt, id, instant } from './columns.ts'
import { sessions } from './sessions.ts'
import { users } from './users.ts'

const ownerId = () =>
  uuid('user_id')
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' })
/** Numbers of up to 32 bits, which clients name freely. */
const count = (name: string) => bigint(name, { mode: 'number' }).notNull()

/** The identities of an account: the latest epoch is the present one, the others are former ones. */
export const keyIdentities = pgTable(
  'key_identities',
  {
    userId: ownerId(),
    epoch: integer('epoch').notNull(),
    identityKey: text('identity_key').notNull(),
    /** Where the log ends. Whoever appends holds this row. */
    headSequence: count('head_sequence'),
    headHash: text('head_hash').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.epoch] }),
    uniqueIndex('key_identities_key').on(table.userId, table.identityKey),
  ],
)

/** Append only. What is signed stands here as it came. */
export const keyLogEntries = pgTable(
  'key_log_entries',
  {
    userId: ownerId(),
    epoch: integer('epoch').notNull(),
    sequence: count('sequence'),
    entry: jsonb('entry').$type<KeyLogEntry>().notNull(),
    hash: text('hash').notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.epoch, table.sequence] })],
)

/** What the logs say about devices, and what they do not: names and sessions. */
export const keyDevices = pgTable(
  'key_devices',
  {
    id: id(),
    userId: ownerId(),
    epoch: integer('epoch').notNull(),
    kind: text('kind', { enum: ['device', 'recovery'] }).notNull(),
    name: text('name').notNull().default(''),
    signatureKey: text('signature_key').notNull(),
    /** SHA-256 of the box key, which is long. */
    boxKeyHash: bytes('box_key_hash').notNull(),
    /** Which spoke for it last. */
    sessionId: uuid('session_id').references(() => sessions.id, { onDelete: 'set null' }),
    admittedAt: instant('admitted_at').notNull().defaultNow(),
    lastSeenAt: instant('last_seen_at'),
    /** It stands until then. */
    revokedAt: instant('revoked_at'),
  },
  (table) => [
    index('key_devices_user_id').on(table.userId, table.epoch),
    index('key_devices_session_id').on(table.sessionId),
    uniqueIndex('key_devices_signature_key').on(table.userId, table.epoch, table.signatureKey),
    uniqueIndex('key_devices_box_key').on(table.userId, table.epoch, table.boxKeyHash),
  ],
)

/** Of the recovery key in standing, and of one that is about to be admitted. */
export const recoveryBackups = pgTable(
  'recovery_backups',
  {
    userId: ownerId(),
    deviceId: uuid('device_id').notNull(),
    sealed: bytes('sealed').notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.deviceId] })],
)

/** The latest of each account. */
export const keyArchives = pgTable('key_archives', {
  userId: uuid('user_id')
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  sequence: count('sequence'),
  deviceId: uuid('device_id').notNull(),
  authorId: uuid('author_id').notNull(),
  /** null: the recovery key that it was for stands no more. The count goes on. */
  sealed: bytes('sealed'),
  createdAt: createdAt(),
})

/** Mailboxes in which a new device of an account and an old one meet. */
export const deviceApprovals = pgTable(
  'device_approvals',
  {
    id: id(),
    userId: ownerId(),
    /** The new device's. */
    sessionId: uuid('session_id')
      .notNull()
      .references(() => sessions.id, { onDelete: 'cascade' }),
    deviceId: uuid('device_id').notNull(),
    offer: jsonb('offer').$type<ApprovalOffer>().notNull(),
    answer: jsonb('answer').$type<ApprovalAnswer>(),
    reveal: jsonb('reveal').$type<ApprovalReveal>(),
    /** null: it goes on. */
    outcome: text('outcome', { enum: ['admitted', 'declined'] }),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [
    index('device_approvals_user_id').on(table.userId),
    index('device_approvals_session_id').on(table.sessionId),
    index('device_approvals_expires_at').on(table.expiresAt),
  ],
)

/** Generations of a channel's key: what is signed, as it came. */
export const channelGenerations = pgTable(
  'channel_generations',
  {
    channelId: uuid('channel_id')
      .notNull()
      .references(() => channels.id, { onDelete: 'cascade' }),
    generation: count('generation'),
    header: jsonb('header').$type<GenerationHeader>().notNull(),
    hash: text('hash').notNull(),
    roster: jsonb('roster').$type<KeyRoster>().notNull(),
    makerId: uuid('maker_id').references(() => users.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.channelId, table.generation] }),
    index('channel_generations_maker_id').on(table.makerId),
  ],
)

const ofGeneration = () => ({
  channelId: uuid('channel_id').notNull(),
  generation: count('generation'),
  deviceId: uuid('device_id')
    .notNull()
    .references(() => keyDevices.id, { onDelete: 'cascade' }),
})

/** A generation's secret, sealed to one device. */
export const channelKeyBoxes = pgTable(
  'channel_key_boxes',
  { ...ofGeneration(), sealed: bytes('sealed').notNull() },
  (table) => [
    primaryKey({ columns: [table.deviceId, table.channelId, table.generation] }),
    index('channel_key_boxes_generation').on(table.channelId, table.generation),
    foreignKey({
      name: 'channel_key_boxes_of_generation',
      columns: [table.channelId, table.generation],
      foreignColumns: [channelGenerations.channelId, channelGenerations.generation],
    }).onDelete('cascade'),
  ],
)

/** Devices that lack a box. */
export const channelKeyWaiting = pgTable(
  'channel_key_waiting',
  {
    ...ofGeneration(),
    since: instant('since').notNull(),
    /** Who was asked last to serve it, and when. */
    givenTo: uuid('given_to'),
    givenAt: instant('given_at'),
  },
  (table) => [
    primaryKey({ columns: [table.deviceId, table.channelId, table.generation] }),
    index('channel_key_waiting_generation').on(table.channelId, table.generation),
    index('channel_key_waiting_since').on(table.channelId, table.since),
    foreignKey({
      name: 'channel_key_waiting_of_generation',
      columns: [table.channelId, table.generation],
      foreignColumns: [channelGenerations.channelId, channelGenerations.generation],
    }).onDelete('cascade'),
  ],
)
