import type { AuditAction } from '@chaos/protocol'
import { type AccountEvents, accountTopic } from '../account-events.ts'
import type { AuditDraft, AuditLog } from '../audit-log.ts'
import type { ClientInfo } from '../client-info.ts'
import type { Viewer } from '../viewer.ts'

type Details = NonNullable<AuditDraft['details']>
/** Writes a change of somebody's second factors down, and tells those who tell the person. */
export type TellFactorChange = (
  who: { viewer: Viewer; client: ClientInfo },
  action: AuditAction,
  details?: Details,
) => Promise<void>

export const createTellFactorChange =
  ({ audit, events }: { audit: AuditLog; events: AccountEvents }): TellFactorChange =>
  async ({ viewer: { userId, sessionId }, client }, action, details = {}) => {
    await audit.record({ action, actorId: userId, subjectId: userId, sessionId, ip: client.ip, details })
    // A new name opens no door.
    if (action !== 'passkey.renamed') events.publish(accountTopic, { type: 'second_factor.changed', userId, client })
  }
