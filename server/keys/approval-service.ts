import { type Approval, type ApprovalAnswer, type ApprovalOffer, type ApprovalReveal, keyLimits } from '@chaos/protocol'
import type { Viewer } from '../auth/viewer.ts'
import type { DeviceApprovalStore } from '../database/stores/device-approval-store.ts'
import { LimitReachedError, NotFoundError } from '../utils/domain-error.ts'
import type { KeyDeviceService } from './key-device-service.ts'
import type { KeyEvents } from './key-events.ts'
import { ApprovalOverError } from './key-refusals.ts'

type Deps = {
  approvals: DeviceApprovalStore
  devices: Pick<KeyDeviceService, 'requireSpeaker'>
  events: { user: KeyEvents }
}
export type ApprovalService = ReturnType<typeof createApprovalService>

const mailbox = ({ userId, sessionId }: Viewer, id: string) => ({ id, userId, sessionId, now: new Date() })
const over = () => new ApprovalOverError('this exchange does not wait for that')

/** Mailboxes in which two sessions of one account meet, so that one's device can admit the other's. */
export function createApprovalService({ approvals, devices, events }: Deps) {
  const tell = ({ userId }: Viewer, approvalId: string): void =>
    events.user.publish(userId, { type: 'approval.changed', approvalId })

  async function view({ userId }: Viewer, id: string): Promise<Approval> {
    const found = await approvals.find({ id, userId, now: new Date() })
    if (!found) throw new NotFoundError('there is no such exchange')
    return found
  }

  /** Throws {@link NotFoundError} or {@link ApprovalOverError} when the part was not taken. */
  async function taken(viewer: Viewer, id: string, put: Promise<Approval | null>): Promise<Approval> {
    const approval = await put
    if (!approval) {
      await view(viewer, id)
      throw over()
    }
    tell(viewer, id)
    return approval
  }

  return {
    view,
    list: ({ userId }: Viewer): Promise<Approval[]> => approvals.list(userId, new Date()),

    /** By a device that is in no log. Throws {@link LimitReachedError} or {@link ApprovalOverError}. */
    async offer(viewer: Viewer, offer: ApprovalOffer): Promise<Approval> {
      const { userId, sessionId } = viewer
      const opened = await approvals.open({ userId, sessionId, offer, now: new Date() })
      if (opened.kind === 'too_many')
        throw new LimitReachedError(`at most ${keyLimits.openApprovals} exchanges at a time`)
      if (opened.kind === 'taken') throw over()
      tell(viewer, offer.approvalId)
      return opened.approval
    },

    /** By a device in standing. */
    async answer(viewer: Viewer, id: string, answer: ApprovalAnswer): Promise<Approval> {
      await devices.requireSpeaker(viewer, answer.deviceId)
      return taken(viewer, id, approvals.answer(mailbox(viewer, id), answer))
    },

    /** By who made the offer. */
    reveal: (viewer: Viewer, id: string, reveal: ApprovalReveal): Promise<Approval> =>
      taken(viewer, id, approvals.reveal(mailbox(viewer, id), reveal)),

    /** By any session of the account. */
    decline: (viewer: Viewer, id: string): Promise<Approval> =>
      taken(viewer, id, approvals.decline(mailbox(viewer, id))),
  }
}
