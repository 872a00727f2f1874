import type { AuditAction, KeyLogEntry } from '@chaos/protocol'
import type { AuditDraft } from '../auth/audit-log.ts'
import type { Appended } from '../database/stores/key-log-store.ts'

type Described = { action: AuditAction; details: NonNullable<AuditDraft['details']> }
type Taken = Extract<Appended, { kind: 'appended' }>

/** What an entry that was taken is called in the audit log. */
export function describeEntry({ change }: KeyLogEntry, { revoked }: Taken): Described {
  switch (change.kind) {
    case 'found':
      return {
        action: revoked.length > 0 ? 'keys.started_afresh' : 'keys.founded',
        details: { deviceId: change.device.deviceId },
      }
    case 'admit': {
      const { deviceId, kind } = change.device
      if (kind === 'device') return { action: 'key_device.admitted', details: { deviceId } }
      return { action: revoked.length > 0 ? 'key_recovery.rotated' : 'key_recovery.set_up', details: { deviceId } }
    }
    case 'revoke':
      return { action: 'key_device.revoked', details: { deviceId: change.deviceId } }
  }
}
