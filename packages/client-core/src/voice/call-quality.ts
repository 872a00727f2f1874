import type { CallQuality } from './call-state.ts'
import type { LinkReport } from './media-platform.ts'

/** Beyond these people notice (ITU-T G.114 for delay; loss that RED and FEC no longer hide). */
const fairFrom = { roundTripMs: 250, loss: 0.03 }
const poorFrom = { roundTripMs: 500, loss: 0.12 }

/** Judges a connection by its worst side. */
export function judgeQuality(roundTripMs: number | null, report: LinkReport | null): CallQuality {
  const losses = [report?.uplinkLoss, report?.downlinkLoss].filter((loss) => loss !== null && loss !== undefined)
  const loss = losses.length > 0 ? Math.max(...losses) : null
  return {
    level: levelOf(roundTripMs, loss),
    roundTripMs: roundTripMs === null ? null : Math.round(roundTripMs),
    lossPercent: loss === null ? null : Math.round(loss * 1000) / 10,
  }
}

function levelOf(roundTripMs: number | null, loss: number | null): CallQuality['level'] {
  if (roundTripMs === null && loss === null) return 'unknown'
  const reaches = (limit: typeof fairFrom) => (roundTripMs ?? 0) >= limit.roundTripMs || (loss ?? 0) >= limit.loss
  if (reaches(poorFrom)) return 'poor'
  return reaches(fairFrom) ? 'fair' : 'good'
}
