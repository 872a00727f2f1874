import { createHash } from 'node:crypto'
import type { KeyDevice, KeyIdentity, KeyLogEntry, SessionId } from '@chaos/protocol'
import { keyLimits } from '@chaos/protocol'
import { and, asc, desc, eq, gt, inArray, isNull, ne, sql } from '../drizzle.ts'
import {
  channelKeyBoxes,
  channelKeyWaiting,
  deviceApprovals,
  keyArchives,
  keyDevices,
  keyIdentities,
  keyLogEntries,
  recoveryBackups,
} from '../schema.ts'
import { holdAccount } from './hold-account.ts'
import type { Transaction } from './picture-store.ts'

/** An entry as it came, with its hash, and who posts it. */
export type LogAddition = {
  entry: KeyLogEntry
  hash: string
  deviceName: string
  sessionId: SessionId
  now: Date
  /** Whether the owner of a signature key signed it. */
  isSignedBy: (signatureKey: string) => boolean
}
/** `replaces`: the identity that goes; null: there shall be none. */
export type Start = LogAddition & { replaces: string | null }

export type Revoked = { deviceId: string; kind: 'device' | 'recovery'; sessionId: SessionId | null }

type Refusal = {
  kind: 'stale' | 'not_in_standing' | 'not_signed' | 'reused' | 'no_backup' | 'too_many_devices' | 'log_full'
}
/** It was there already. */
type Known = { kind: 'known'; identity: KeyIdentity }
type Changes = { revoked: Revoked[]; approvalIds: string[] }
export type Appended = ({ kind: 'appended'; identity: KeyIdentity } & Changes) | Known | Refusal

type Present = typeof keyIdentities.$inferSelect
type Place = { userId: string; epoch: number }

const identityOf = (userId: string, identityKey: string, { entry, hash }: LogAddition): KeyIdentity => ({
  userId,
  identityKey,
  head: { sequence: entry.sequence, hash },
})

/** The present identity; until the transaction ends nobody else writes to this account's keys. */
async function hold(tx: Transaction, userId: string): Promise<Present | undefined> {
  await holdAccount(tx, userId)
  const [present] = await tx
    .select()
    .from(keyIdentities)
    .where(eq(keyIdentities.userId, userId))
    .orderBy(desc(keyIdentities.epoch))
    .limit(1)
  return present
}

export async function start(tx: Transaction, draft: Start): Promise<Appended> {
  const { entry, replaces } = draft
  const { userId, change } = entry
  if (change.kind !== 'found') return { kind: 'stale' }
  const present = await hold(tx, userId)
  if ((present?.identityKey ?? null) !== replaces) return knownOr(tx, draft, present)
  const place = { userId, epoch: (present?.epoch ?? 0) + 1 }
  const identity = identityOf(userId, change.identityKey, draft)
  // One that this account had before does not come back.
  const former = await tx
    .select({ epoch: keyIdentities.epoch })
    .from(keyIdentities)
    .where(and(eq(keyIdentities.userId, userId), eq(keyIdentities.identityKey, change.identityKey)))
  if (former.length > 0) return { kind: 'stale' }
  if (!(await insertDevice(tx, place, { ...draft, device: change.device }))) return { kind: 'reused' }
  const { identityKey, head } = identity
  await tx
    .insert(keyIdentities)
    .values({ ...place, identityKey, headSequence: head.sequence, headHash: head.hash, createdAt: draft.now })
  await insertEntry(tx, place, draft)
  const revoked = await revoke(tx, draft.now, and(eq(keyDevices.userId, userId), ne(keyDevices.epoch, place.epoch)))
  await tx.delete(recoveryBackups).where(eq(recoveryBackups.userId, userId))
  await forgetArchive(tx, userId)
  const approvalIds = await endApprovals(tx, isOpenOffer(userId, draft), 'declined')
  return { kind: 'appended', identity, revoked, approvalIds }
}

export async function append(tx: Transaction, addition: LogAddition): Promise<Appended> {
  const { entry } = addition
  const present = await hold(tx, entry.userId)
  if (!present || entry.sequence !== present.headSequence + 1 || entry.previous !== present.headHash)
    return knownOr(tx, addition, present)
  if (entry.sequence >= keyLimits.logEntries) return { kind: 'log_full' }
  const place = { userId: entry.userId, epoch: present.epoch }
  const author = await standing(tx, place, entry.authorId)
  if (!author) return { kind: 'not_in_standing' }
  if (!addition.isSignedBy(author.signatureKey)) return { kind: 'not_signed' }
  const changed = await apply(tx, place, { ...addition, author })
  if ('kind' in changed) return changed
  await insertEntry(tx, place, addition)
  const identity = identityOf(entry.userId, present.identityKey, addition)
  await tx
    .update(keyIdentities)
    .set({ headSequence: identity.head.sequence, headHash: identity.head.hash })
    .where(and(eq(keyIdentities.userId, place.userId), eq(keyIdentities.epoch, place.epoch)))
  return { kind: 'appended', identity, ...changed }
}

type Author = { id: string; kind: 'device' | 'recovery'; signatureKey: string }
type Authored = LogAddition & { author: Author }
type Changed = Changes | Refusal

async function apply(tx: Transaction, place: Place, authored: Authored): Promise<Changed> {
  const { entry, now } = authored
  if (entry.change.kind === 'found') return { kind: 'stale' }
  if (entry.change.kind === 'revoke') {
    const target = await standing(tx, place, entry.change.deviceId)
    if (!target) return { kind: 'not_in_standing' }
    const revoked = await revoke(tx, now, eq(keyDevices.id, target.id))
    if (target.kind === 'recovery') await forgetRecovery(tx, place.userId, null)
    return { revoked, approvalIds: [] }
  }
  const { device } = entry.change
  return device.kind === 'recovery'
    ? admitRecovery(tx, place, { ...authored, device })
    : admitDevice(tx, place, { ...authored, device })
}

type Admission = LogAddition & { device: KeyDevice }

async function admitRecovery(tx: Transaction, place: Place, admission: Admission): Promise<Changed> {
  const { userId } = place
  const { device, now } = admission
  const [backup] = await tx
    .select({ deviceId: recoveryBackups.deviceId })
    .from(recoveryBackups)
    .where(and(eq(recoveryBackups.userId, userId), eq(recoveryBackups.deviceId, device.deviceId)))
  if (!backup) return { kind: 'no_backup' }
  if (!(await insertDevice(tx, place, admission))) return { kind: 'reused' }
  const before = and(ofAccount(place), eq(keyDevices.kind, 'recovery'), ne(keyDevices.id, device.deviceId))
  const revoked = await revoke(tx, now, before)
  await forgetRecovery(tx, userId, device.deviceId)
  return { revoked, approvalIds: [] }
}

async function admitDevice(tx: Transaction, place: Place, admission: Admission & { author: Author }): Promise<Changed> {
  const { device, author, sessionId, now } = admission
  const [others] = await tx
    .select({ n: sql<number>`count(*)::integer` })
    .from(keyDevices)
    .where(and(ofAccount(place), eq(keyDevices.kind, 'device'), isNull(keyDevices.revokedAt)))
  if ((others?.n ?? 0) >= keyLimits.devicesPerAccount) return { kind: 'too_many_devices' }
  const isOffered = isOpenOffer(place.userId, { deviceId: device.deviceId, now })
  const [offer] = await tx.select({ sessionId: deviceApprovals.sessionId }).from(deviceApprovals).where(isOffered)
  // Whoever recovers an account posts the entry for their own device.
  const speaks = offer?.sessionId ?? (author.kind === 'recovery' ? sessionId : null)
  if (!(await insertDevice(tx, place, { ...admission, speaks }))) return { kind: 'reused' }
  const approvalIds = await endApprovals(tx, isOffered, 'admitted')
  return { revoked: [], approvalIds }
}

const ofAccount = ({ userId, epoch }: Place) => and(eq(keyDevices.userId, userId), eq(keyDevices.epoch, epoch))

const isOpenOffer = (userId: string, { deviceId, now }: { deviceId?: string; now: Date }) =>
  and(
    eq(deviceApprovals.userId, userId),
    deviceId === undefined ? undefined : eq(deviceApprovals.deviceId, deviceId),
    isNull(deviceApprovals.outcome),
    gt(deviceApprovals.expiresAt, now),
  )

async function standing(tx: Transaction, place: Place, deviceId: string | null): Promise<Author | undefined> {
  if (deviceId === null) return undefined
  const [found] = await tx
    .select({ id: keyDevices.id, kind: keyDevices.kind, signatureKey: keyDevices.signatureKey })
    .from(keyDevices)
    .where(and(ofAccount(place), eq(keyDevices.id, deviceId), isNull(keyDevices.revokedAt)))
  return found
}

/** Refused entries are told from one that its sender did not hear was taken. */
async function knownOr(
  tx: Transaction,
  { entry, hash }: LogAddition,
  present: Present | undefined,
): Promise<Known | Refusal> {
  if (!present) return { kind: 'stale' }
  const { userId, epoch, identityKey, headSequence, headHash } = present
  const [same] = await tx
    .select({ sequence: keyLogEntries.sequence })
    .from(keyLogEntries)
    .where(
      and(
        eq(keyLogEntries.userId, userId),
        eq(keyLogEntries.epoch, epoch),
        eq(keyLogEntries.sequence, entry.sequence),
        eq(keyLogEntries.hash, hash),
        sql`${keyLogEntries.entry} ->> 'signature' = ${entry.signature}`,
      ),
    )
  if (!same) return { kind: 'stale' }
  return { kind: 'known', identity: { userId, identityKey, head: { sequence: headSequence, hash: headHash } } }
}

/** False: its id or one of its keys stood in a log before. */
async function insertDevice(
  tx: Transaction,
  place: Place,
  {
    device,
    deviceName,
    now,
    sessionId,
    speaks = device.kind === 'device' ? sessionId : null,
  }: Admission & { speaks?: SessionId | null },
): Promise<boolean> {
  const { deviceId: id, kind, signatureKey, boxKey } = device
  const boxKeyHash = createHash('sha256').update(boxKey).digest()
  const inserted = await tx
    .insert(keyDevices)
    .values({
      ...place,
      ...{ id, kind, signatureKey, boxKeyHash, name: deviceName, admittedAt: now },
      ...{ sessionId: speaks, lastSeenAt: speaks === null ? null : now },
    })
    .onConflictDoNothing()
    .returning({ id: keyDevices.id })
  return inserted.length > 0
}

const insertEntry = (tx: Transaction, place: Place, { entry, hash, now }: LogAddition) =>
  tx.insert(keyLogEntries).values({ ...place, sequence: entry.sequence, entry, hash, createdAt: now })

/** Ends the standing of those that have it, with all that was kept for them. */
async function revoke(tx: Transaction, now: Date, which: ReturnType<typeof and>): Promise<Revoked[]> {
  // Held in the order of ids, as by those who put boxes.
  const revoked = await tx
    .select({ deviceId: keyDevices.id, kind: keyDevices.kind, sessionId: keyDevices.sessionId })
    .from(keyDevices)
    .where(and(which, isNull(keyDevices.revokedAt)))
    .orderBy(asc(keyDevices.id))
    .for('update')
  const ids = revoked.map(({ deviceId }) => deviceId)
  if (ids.length === 0) return []
  await tx.update(keyDevices).set({ revokedAt: now }).where(inArray(keyDevices.id, ids))
  await tx.delete(channelKeyBoxes).where(inArray(channelKeyBoxes.deviceId, ids))
  await tx.delete(channelKeyWaiting).where(inArray(channelKeyWaiting.deviceId, ids))
  return revoked
}

async function forgetRecovery(tx: Transaction, userId: string, keep: string | null): Promise<void> {
  const others = keep === null ? undefined : ne(recoveryBackups.deviceId, keep)
  await tx.delete(recoveryBackups).where(and(eq(recoveryBackups.userId, userId), others))
  await forgetArchive(tx, userId)
}

/** Its number is not given again. */
const forgetArchive = (tx: Transaction, userId: string) =>
  tx.update(keyArchives).set({ sealed: null }).where(eq(keyArchives.userId, userId))

async function endApprovals(
  tx: Transaction,
  which: ReturnType<typeof isOpenOffer>,
  outcome: 'admitted' | 'declined',
): Promise<string[]> {
  const ended = await tx.update(deviceApprovals).set({ outcome }).where(which).returning({ id: deviceApprovals.id })
  return ended.map(({ id }) => id)
}
