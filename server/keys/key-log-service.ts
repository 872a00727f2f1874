import type { FreshStart, KeyIdentity, KeyLogDraft, KeyLogPage, KeyLogQuery, UserId } from '@chaos/protocol'
import { keyLimits } from '@chaos/protocol'
import type { AuditLog } from '../auth/audit-log.ts'
import type { ClientInfo } from '../auth/client-info.ts'
import type { ConfirmationService } from '../auth/confirmation.ts'
import type { Sessions } from '../auth/sessions.ts'
import type { Viewer } from '../auth/viewer.ts'
import type { KeyDeviceStore } from '../database/stores/key-device-store.ts'
import type { Appended, KeyLogStore, LogAddition } from '../database/stores/key-log-store.ts'
import type { PersonStore } from '../database/stores/person-store.ts'
import { BadRequestError, LimitReachedError, NotFoundError } from '../utils/domain-error.ts'
import { requireSoundEntry } from './check-entry.ts'
import type { KeyAnnouncer } from './key-announcer.ts'
import type { KeyEvents } from './key-events.ts'
import { BackupMissingError, KeysStaleError, notInStanding } from './key-refusals.ts'
import { describeEntry } from './log-audit.ts'
import { entryBytes, entryHash } from './record-hashes.ts'
import { isSigned } from './signatures.ts'

type Deps = {
  logs: KeyLogStore
  devices: Pick<KeyDeviceStore, 'speak'>
  people: Pick<PersonStore, 'isShown'>
  sessions: Pick<Sessions, 'revoke'>
  confirmation: Pick<ConfirmationService, 'requireRecent'>
  announcer: KeyAnnouncer
  events: { user: KeyEvents }
  audit: AuditLog
}
type Taken = Extract<Appended, { kind: 'appended' }>
/** Who posts an entry, and from where. */
type Poster = { viewer: Viewer; client: ClientInfo }

export type KeyLogService = ReturnType<typeof createKeyLogService>

function refuse(kind: Exclude<Appended['kind'], 'appended' | 'known'>): never {
  switch (kind) {
    case 'stale':
      throw new KeysStaleError('the log does not end where this entry begins')
    case 'not_in_standing':
      throw notInStanding()
    case 'not_signed':
      throw new BadRequestError('the signature does not fit')
    case 'reused':
      throw new BadRequestError('this device, or a key of it, stood in a log before')
    case 'no_backup':
      throw new BackupMissingError('store the backup of the recovery key first')
    case 'too_many_devices':
      throw new LimitReachedError(`at most ${keyLimits.devicesPerAccount} devices`)
    case 'log_full':
      throw new LimitReachedError(`at most ${keyLimits.logEntries} entries; start afresh`)
  }
}

const additionOf = (viewer: Viewer, { entry, deviceName = '' }: KeyLogDraft): LogAddition => {
  requireSoundEntry(viewer, entry)
  const { sessionId } = viewer
  return {
    ...{ entry, hash: entryHash(entry), deviceName: deviceName.trim(), sessionId, now: new Date() },
    isSignedBy: (by) => isSigned(entryBytes(entry), { by, signature: entry.signature }),
  }
}

/** Keeps the key logs of accounts in order. Clients believe nothing of it that they have not verified themselves. */
export function createKeyLogService({ logs, devices, people, announcer, events, audit, ...deps }: Deps) {
  async function finish(poster: Poster, { entry }: LogAddition, appended: Appended): Promise<KeyIdentity> {
    if (appended.kind === 'known') return appended.identity
    if (appended.kind !== 'appended') refuse(appended.kind)
    const { userId, sessionId } = poster.viewer
    const { action, details } = describeEntry(entry, appended)
    await audit.record({ action, actorId: userId, subjectId: userId, sessionId, ip: poster.client.ip, details })
    for (const approvalId of appended.approvalIds) events.user.publish(userId, { type: 'approval.changed', approvalId })
    await announcer.changed(userId)
    if (entry.change.kind === 'revoke') await endSessions(poster, appended)
    return appended.identity
  }

  /** Who cannot read any more is signed out as well. */
  async function endSessions({ viewer, client }: Poster, { revoked }: Taken): Promise<void> {
    const { userId, sessionId: own } = viewer
    for (const { sessionId } of revoked) {
      if (sessionId === null) continue
      const because = sessionId === own ? 'signed_out' : 'ended_elsewhere'
      await deps.sessions.revoke({ userId, sessionId }, { because, client })
    }
  }

  const page = (userId: UserId, { from = 0, identityKey }: KeyLogQuery): Promise<KeyLogPage> =>
    logs.page(userId, { from, identityKey: identityKey ?? null })

  return {
    /** Of oneself, or of somebody whom the viewer shares something with. Throws {@link NotFoundError}. */
    async page(viewer: Viewer, userId: UserId, query: KeyLogQuery): Promise<KeyLogPage> {
      if (!(await people.isShown(viewer.userId, userId))) throw new NotFoundError('there is nobody like this')
      return page(userId, query)
    },

    /** The first entry of an account, or the next one. Throws what the cases of `refuse` say. */
    async append(poster: Poster, draft: KeyLogDraft): Promise<KeyIdentity> {
      const { viewer } = poster
      const addition = additionOf(viewer, draft)
      const { authorId, change } = addition.entry
      if (change.kind === 'found') return finish(poster, addition, await logs.start({ ...addition, replaces: null }))
      const appended = await logs.append(addition)
      const { sessionId, now } = addition
      if (appended.kind === 'appended' && authorId !== null)
        await devices.speak({ userId: viewer.userId, sessionId, deviceId: authorId, now })
      return finish(poster, addition, appended)
    },

    /** Another identity takes the place of the one that is named. Throws `ConfirmationRequiredError` too. */
    async startAfresh(poster: Poster, { replaces, ...draft }: FreshStart): Promise<KeyIdentity> {
      const { viewer } = poster
      await deps.confirmation.requireRecent(viewer)
      const addition = additionOf(viewer, draft)
      if (draft.entry.change.kind !== 'found') throw new BadRequestError('a log begins with `found`')
      return finish(poster, addition, await logs.start({ ...addition, replaces }))
    },
  }
}
