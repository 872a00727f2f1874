import type { Readable } from 'node:stream'
import type { DataExport, UserId } from '@chaos/protocol'
import type { ExportStore } from '../../database/stores/export-store.ts'
import { type OwnPart, ownPartNames } from '../../database/stores/own-rows.ts'
import type { UserStore } from '../../database/stores/user-store.ts'
import type { ObjectStore } from '../../storage/object-store.ts'
import { DomainError, NotFoundError } from '../../utils/domain-error.ts'
import type { Logger } from '../../utils/logger.ts'
import { hashSecret, newSecret } from '../../utils/opaque-secret.ts'
import { createTurns } from '../../utils/turns.ts'
import type { AuditLog } from '../audit-log.ts'
import type { ClientInfo } from '../client-info.ts'
import type { ConfirmationService } from '../confirmation.ts'
import { pictureKeys } from '../profile/pictures.ts'
import type { Viewer } from '../viewer.ts'
import { type ArchivedFile, createArchive } from './archive.ts'

class ExportRunningError extends DomainError {
  override readonly code = 'export_running'
}

/** For how long an archive is kept, and for how long a pass to fetch it is good, ms. */
const keptMs = 3 * 86_400_000
const passMs = 5 * 60_000
const signOfLifeMs = 20_000

const folder = 'exports/'
const keyOf = (id: string) => `${folder}${id}.zip`

type Deps = {
  exports: ExportStore
  objects: ObjectStore
  confirmation: Pick<ConfirmationService, 'requireRecent'>
  audit: AuditLog
  users: Pick<UserStore, 'find'>
  logger: Pick<Logger, 'error'>
}
type Order = { id: string; userId: UserId; files: ArchivedFile[] }
export type ExportService = ReturnType<typeof createExportService>

export function createExportService({ exports, objects, confirmation, audit, users, logger }: Deps) {
  /** One archive at a time: each holds a database connection until it is done. */
  const turns = createTurns(1)
  const running = new Set<Promise<void>>()
  const stop = new AbortController()

  async function filesOf(userId: UserId): Promise<ArchivedFile[]> {
    const avatar = (await users.find(userId))?.avatar ?? null
    const keys = avatar === null ? [] : pictureKeys(avatar)
    return keys.map((key) => ({
      path: `picture/${key.split('/').at(-1)}`,
      open: async () => (await objects.open(key))?.stream ?? null,
    }))
  }

  /** Writes the archive; `advance` is told of each step. Returns its size, bytes. */
  async function write({ id, userId, files }: Order, advance: () => void): Promise<number> {
    let sizeBytes = 0
    await exports.readOwn(userId, async (parts: OwnPart[]) => {
      const archive = createArchive({ parts, files, onDone: advance })
      const abort = () => void archive.destroy(new Error('the server stops'))
      stop.signal.addEventListener('abort', abort, { once: true })
      try {
        stop.signal.throwIfAborted()
        sizeBytes = await objects.put(keyOf(id), archive)
      } finally {
        stop.signal.removeEventListener('abort', abort)
      }
    })
    return sizeBytes
  }

  async function make(order: Order): Promise<void> {
    const { id } = order
    let done = 0
    const tell = () =>
      void exports.advance(id, done).catch((error: unknown) => logger.error({ err: error }, 'no sign of life'))
    const timer = setInterval(tell, signOfLifeMs)
    try {
      const sizeBytes = await turns.take(() =>
        write(order, () => {
          done += 1
          tell()
        }),
      )
      if (!(await exports.finish(id, sizeBytes, new Date(Date.now() + keptMs)))) await objects.remove(keyOf(id))
    } catch (error) {
      if (!stop.signal.aborted) logger.error({ err: error, exportId: id }, 'an export failed')
      await exports.fail(id)
    } finally {
      clearInterval(timer)
    }
  }

  return {
    /** Begins in the background. Throws {@link ExportRunningError} or the refusal of `confirmation`. */
    async start(viewer: Viewer, { ip }: ClientInfo): Promise<DataExport> {
      const { userId, sessionId } = viewer
      await confirmation.requireRecent(viewer)
      const files = await filesOf(userId)
      const begun = await exports.begin(userId, ownPartNames.length + files.length)
      if (!begun) throw new ExportRunningError('an archive is being made already')
      await audit.record({ action: 'export.requested', actorId: userId, subjectId: userId, sessionId, ip })
      const work = make({ id: begun.id, userId, files }).finally(() => running.delete(work))
      running.add(work)
      return begun
    },

    list: ({ userId }: Viewer): Promise<DataExport[]> => exports.list(userId),

    /** A secret with which the archive can be fetched for some minutes. Throws {@link NotFoundError}. */
    async pass(viewer: Viewer, id: string): Promise<{ secret: string; until: Date }> {
      await confirmation.requireRecent(viewer)
      const secret = newSecret()
      const until = new Date(Date.now() + passMs)
      if (!(await exports.givePass(id, viewer.userId, { hash: hashSecret(secret), until })))
        throw new NotFoundError('there is no such archive')
      return { secret, until }
    },

    /** Throws {@link NotFoundError} for everybody but the holder of a good pass. */
    async open(id: string, secret: string): Promise<{ sizeBytes: number; stream: Readable; madeAt: Date }> {
      const madeAt = await exports.findByPass(id, hashSecret(secret), new Date())
      const found = madeAt && (await objects.open(keyOf(id)))
      if (!found) throw new NotFoundError('there is no such archive')
      return { ...found, madeAt }
    },

    /** Deletes archives whose time is over at `now`, and files that nobody knows of. */
    async removeOver(now: Date): Promise<void> {
      await exports.removeOver(now)
      for await (const { key } of objects.list(folder)) {
        const id = key.slice(folder.length, -'.zip'.length)
        if (!(await exports.isKept(id))) await objects.remove(key)
      }
    },

    /** Breaks off what is being made and waits for its end. */
    async close(): Promise<void> {
      stop.abort()
      await Promise.all(running)
    },
  }
}
