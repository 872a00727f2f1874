import type { AuditVerdict, CommunityId, ServerAuditPage, ServerAuditQuery } from '@chaos/protocol'
import type { AuditQueryStore } from '../../database/stores/audit-query-store.ts'
import type { AuditStore } from '../../database/stores/audit-store.ts'
import { BadRequestError } from '../../utils/domain-error.ts'
import { verifyAuditLog } from '../verify-audit-log.ts'

export type AuditAdministration = ReturnType<typeof createAuditAdministration>

function readPosition(cursor: string): number {
  if (!/^\d{1,15}$/.test(cursor)) throw new BadRequestError('the cursor is not one of ours')
  return Number(cursor)
}

function readInstant(text: string | undefined): { time?: string } {
  if (text === undefined) return {}
  const time = Date.parse(text)
  if (Number.isNaN(time)) throw new BadRequestError('this is no point in time; RFC 3339 has the form')
  return { time: new Date(time).toISOString() }
}

type Deps = { entries: AuditQueryStore; chain: Pick<AuditStore, 'read'> }
/** What a page is taken from: one community's entries, or those with certain actions. */
type Part = { communityId?: CommunityId; prefixes?: readonly string[] }

export function createAuditAdministration({ entries, chain }: Deps) {
  /** One page of a part, newest first. Throws {@link BadRequestError} for a strange cursor or time. */
  async function pageOf(
    part: Part,
    { cursor, limit = 50, from, until, ...filters }: ServerAuditQuery,
  ): Promise<ServerAuditPage> {
    const before = cursor === undefined ? null : readPosition(cursor)
    const [since, to] = [readInstant(from).time, readInstant(until).time]
    const found = await entries.page({
      ...part,
      ...filters,
      ...{ limit: limit + 1, before },
      ...(since === undefined ? {} : { from: since }),
      ...(to === undefined ? {} : { until: to }),
    })
    const items = found.slice(0, limit)
    const last = items.at(-1)
    return { items, next: found.length > limit && last ? String(last.position) : null }
  }

  return {
    pageOf,
    /** Of the whole server. */
    page: (query: ServerAuditQuery): Promise<ServerAuditPage> => pageOf({}, query),

    /** Walks the whole chain. */
    async verify(): Promise<AuditVerdict> {
      const verdict = await verifyAuditLog(chain, null)
      if (verdict.kind === 'broken') return { kind: 'broken', position: verdict.position, why: verdict.why }
      return { kind: 'whole', entries: verdict.entries, erased: verdict.erased }
    },
  }
}
