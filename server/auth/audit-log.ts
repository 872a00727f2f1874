import type { AuditDraft, AuditStore } from '../database/stores/audit-store.ts'

export type { AuditDraft } from '../database/stores/audit-store.ts'

/** Writes down who did what, for good. Secrets and whole sentences of people never go into `details`. */
export type AuditLog = {
  /** Settles once the entry is in the database. */
  record(entry: AuditDraft): Promise<void>
}

type Waiting = { draft: AuditDraft; resolve: () => void; reject: (reason: unknown) => void }

/** Appending holds a lock over all servers, so entries that come while one batch is written go into the next. */
export function createAuditLog(store: Pick<AuditStore, 'append'>): AuditLog {
  let waiting: Waiting[] = []
  let writing = false

  async function write(): Promise<void> {
    writing = true
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      try {
        await store.append(batch.map(({ draft }) => draft))
        for (const { resolve } of batch) resolve()
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    writing = false
  }

  return {
    record: (draft) =>
      new Promise((resolve, reject) => {
        waiting.push({ draft, resolve, reject })
        if (!writing) void write()
      }),
  }
}
