import { type AuditLink, type AuditStore, digestDetails, genesis, hashEntry } from '../database/stores/audit-store.ts'

/** One link of the chain, as it can be written down and compared later. */
export type ChainHead = { position: number; hash: string }

export type Verdict =
  | { kind: 'whole'; entries: number; erased: number; head: ChainHead | null }
  /** `position`: of the first entry that is wrong, or of the first that is missing. */
  | { kind: 'broken'; position: number; id: string | null; why: string }

type Link = { position: number; hash: Buffer }

const pageSize = 1000

/**
 * Walks the whole chain and names the first entry that was changed, removed, moved or put in.
 *
 * @param noted a head that an earlier check printed: only with it does it show when the newest entries were cut off, or when all was written anew
 */
export async function verifyAuditLog(store: Pick<AuditStore, 'read'>, noted: ChainHead | null): Promise<Verdict> {
  let last: Link = { position: 0, hash: genesis }
  let erased = 0
  for await (const link of linksOf(store)) {
    const why = faultOf(link, last) ?? (isOtherThan(noted, link) ? 'it is not the one that was noted' : null)
    const { id, position, hash } = link.entry
    if (why) return { kind: 'broken', position: last.position + 1, id, why }
    if (!link.personal) erased += 1
    last = { position, hash }
  }
  if (noted && noted.position > last.position)
    return { kind: 'broken', position: last.position + 1, id: null, why: 'this and later entries are missing' }
  const head = last.position === 0 ? null : { position: last.position, hash: last.hash.toString('hex') }
  return { kind: 'whole', entries: last.position, erased, head }
}

async function* linksOf(store: Pick<AuditStore, 'read'>): AsyncGenerator<AuditLink> {
  for (let after = 0, links: AuditLink[] | null = null; links === null || links.length === pageSize; ) {
    links = await store.read(after, pageSize)
    yield* links
    after = links.at(-1)?.entry.position ?? after
  }
}

function faultOf({ entry, personal }: AuditLink, last: Link): string | null {
  if (entry.position !== last.position + 1) return 'one or more entries before it are missing'
  if (!entry.previousHash.equals(last.hash)) return 'it does not follow the entry before it'
  if (!entry.hash.equals(hashEntry(entry))) return 'it was changed'
  if (personal && !entry.detailsDigest.equals(digestDetails(personal))) return 'its address or details were changed'
  return null
}

const isOtherThan = (noted: ChainHead | null, { entry }: AuditLink): boolean =>
  noted !== null && noted.position === entry.position && noted.hash !== entry.hash.toString('hex')
