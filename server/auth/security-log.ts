import type { PageQuery, SecurityEvent, SecurityEventPage } from '@chaos/protocol'
import type { AuditLink, AuditStore } from '../database/stores/audit-store.ts'
import { BadRequestError } from '../utils/domain-error.ts'
import { describeDevice } from './devices/describe-device.ts'
import { describePlace } from './devices/describe-place.ts'
import type { Viewer } from './viewer.ts'

const cursorShape = /^\d{1,15}$/

export type SecurityLog = ReturnType<typeof createSecurityLog>

/** The part of the audit log that is about oneself. */
export function createSecurityLog(store: Pick<AuditStore, 'readOwn'>) {
  return {
    /** Newest first. Throws {@link BadRequestError} for a strange cursor. */
    async page({ userId }: Viewer, { cursor, limit = 50 }: PageQuery): Promise<SecurityEventPage> {
      if (cursor !== undefined && !cursorShape.test(cursor)) throw new BadRequestError('the cursor is not one of ours')
      const before = cursor === undefined ? null : Number(cursor)
      // One more than asked for tells whether another page follows.
      const found = await store.readOwn(userId, { before, limit: limit + 1 })
      const items = found.slice(0, limit)
      const last = items.at(-1)
      return { items: items.map(show), next: found.length > limit && last ? String(last.entry.position) : null }
    },
  }
}

function show({ entry, personal }: AuditLink): SecurityEvent {
  const { userAgent, ...details } = personal?.details ?? {}
  return {
    id: entry.id,
    at: entry.at.toISOString(),
    action: entry.action,
    byOneself: entry.actorId !== null && entry.actorId === entry.subjectId,
    device: typeof userAgent === 'string' ? describeDevice(userAgent) : null,
    place: personal?.ip ? describePlace(personal.ip) : null,
    details,
  }
}
