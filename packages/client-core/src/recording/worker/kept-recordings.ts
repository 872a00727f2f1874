import type { KeptRecording, RecordingId } from '../recording-parts.ts'

/** Which file holds its sound: a cut recording is a new file. */
export type KeptRow = KeptRecording & { file: string }

const table = 'recordings'
const version = 1

/** The list of what lies on this device unsent. IndexedDB writes a row as a whole or not at all; files do not. */
export async function openKeptRecordings() {
  const opening = indexedDB.open('chaos.recordings', version)
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore(table, { keyPath: 'id' }))
  const database = await settled(opening)
  const rows = (mode: IDBTransactionMode): IDBObjectStore =>
    database.transaction(table, mode, { durability: 'strict' }).objectStore(table)

  return {
    async put(row: KeptRow): Promise<void> {
      await settled(rows('readwrite').put(row))
    },
    async get(id: RecordingId): Promise<KeptRow> {
      const found: unknown = await settled(rows('readonly').get(id))
      if (found === undefined) throw new Error(`recording ${id} is not on this device`)
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only `put` above writes there
      return found as KeptRow
    },
    async all(): Promise<KeptRow[]> {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only `put` above writes there
      return (await settled(rows('readonly').getAll())) as KeptRow[]
    },
    async remove(id: RecordingId): Promise<void> {
      await settled(rows('readwrite').delete(id))
    },
  }
}

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('the browser keeps nothing')))
  })
