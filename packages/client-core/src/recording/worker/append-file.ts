/** A file that only grows, and is on disk after each step. */
export type AppendFile = {
  /** Rejects with a QuotaExceededError when the device is full; what was appended before stays. */
  append(bytes: Uint8Array<ArrayBuffer>): void
  readonly sizeBytes: number
  close(): void
}

const folderName = 'recordings'

const folder = async (): Promise<FileSystemDirectoryHandle> =>
  (await navigator.storage.getDirectory()).getDirectoryHandle(folderName, { create: true })

/** Throws while another window has the file open. */
export async function openAppendFile(name: string): Promise<AppendFile> {
  const handle = await (await folder()).getFileHandle(name, { create: true })
  const access = await handle.createSyncAccessHandle()
  let at = 0
  access.truncate(0)
  return {
    append(bytes) {
      const written = access.write(bytes, { at })
      // Some browsers write what still fits and say nothing.
      if (written < bytes.length) throw new DOMException('the device is full', 'QuotaExceededError')
      access.flush()
      at += written
    },
    get sizeBytes() {
      return at
    },
    close: () => access.close(),
  }
}

/** Whether some window writes to it right now. */
export async function isBeingWritten(name: string): Promise<boolean> {
  try {
    const handle = await (await folder()).getFileHandle(name)
    const access = await handle.createSyncAccessHandle()
    access.close()
    return false
  } catch (error) {
    return error instanceof DOMException && error.name === 'NoModificationAllowedError'
  }
}

export const readFile = async (name: string): Promise<File> => (await (await folder()).getFileHandle(name)).getFile()

/** Idempotent. */
export async function removeFile(name: string): Promise<void> {
  await (await folder()).removeEntry(name).catch((error: unknown) => {
    if (!(error instanceof DOMException) || error.name !== 'NotFoundError') throw error
  })
}
