import { type ChannelId, type UserId, voiceLimits } from '@chaos/protocol'
import type { Silence } from './silences.ts'

/** Lets somebody into a channel that they were brought to; what moderators took from them goes along. */
export type Pass = { channelId: ChannelId; silence: Silence }

/** One pass a person, good for as long as a resume token is. */
export function createPasses(now: () => number) {
  const passes = new Map<UserId, Pass & { untilMs: number }>()
  return {
    grant(userId: UserId, pass: Pass): void {
      const nowMs = now()
      for (const [holder, { untilMs }] of passes) if (untilMs <= nowMs) passes.delete(holder)
      passes.set(userId, { ...pass, untilMs: nowMs + voiceLimits.resumeWithinMs })
    },
    find(userId: UserId, channelId: ChannelId): Pass | undefined {
      const pass = passes.get(userId)
      return pass?.channelId === channelId && pass.untilMs > now() ? pass : undefined
    },
    spend: (userId: UserId): void => void passes.delete(userId),
  }
}
