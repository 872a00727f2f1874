import type { KeyDeviceView, UserId } from '@chaos/protocol'
import type { Viewer } from '../auth/viewer.ts'
import type { KeptDevice, KeyDeviceStore } from '../database/stores/key-device-store.ts'
import type { KeyEvents } from './key-events.ts'
import { notInStanding } from './key-refusals.ts'

type Deps = { devices: KeyDeviceStore; events: { user: KeyEvents } }
export type KeyDeviceService = ReturnType<typeof createKeyDeviceService>

const viewOf = ({ sessionId: own }: Viewer, { id, admittedAt, lastSeenAt, ...device }: KeptDevice): KeyDeviceView => ({
  deviceId: id,
  kind: device.kind,
  name: device.name,
  admittedAt: admittedAt.toISOString(),
  lastSeenAt: lastSeenAt?.toISOString() ?? null,
  isCurrent: device.sessionId === own,
})

/** The devices that stand in the viewer's log, with what the log does not say. */
export function createKeyDeviceService({ devices, events }: Deps) {
  return {
    async list(viewer: Viewer): Promise<KeyDeviceView[]> {
      return (await devices.list(viewer.userId)).map((device) => viewOf(viewer, device))
    },

    /** Throws `DeviceNotInStandingError`. */
    async rename(viewer: Viewer, deviceId: string, name: string): Promise<KeyDeviceView> {
      const renamed = await devices.rename(viewer.userId, deviceId, name.trim())
      if (!renamed) throw notInStanding()
      events.user.publish(viewer.userId, { type: 'keys.changed', userId: viewer.userId })
      return viewOf(viewer, renamed)
    },

    /** The named device speaks by this session from now on. Throws `DeviceNotInStandingError`. */
    async requireSpeaker(
      { userId, sessionId }: Viewer,
      deviceId: string,
    ): Promise<{ userId: UserId; deviceId: string; signatureKey: string }> {
      const signatureKey = await devices.speak({ userId, sessionId, deviceId, now: new Date() })
      if (signatureKey === null) throw notInStanding()
      return { userId, deviceId, signatureKey }
    },
  }
}
