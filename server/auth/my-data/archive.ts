import { PassThrough, Readable } from 'node:stream'
import yazl from 'yazl'
import type { OwnPart } from '../../database/stores/own-rows.ts'

/** A file beside the tables: a picture, audio. null when it went meanwhile. */
export type ArchivedFile = { path: string; open(): Promise<Readable | null> }

type Content = {
  parts: OwnPart[]
  files: ArchivedFile[]
  /** Told after each part and file. */
  onDone(): void
}

const explanation = `This is everything that the server has about your account.

Each .json file is one kind of thing, as a list. Times are UTC. Hashes of passwords and of other secrets are left
out. Files of yours, such as your picture, are beside them in the folder "files".
`

/** A ZIP of it all, made while it is read: nothing is held in memory but what is on its way. */
export function createArchive({ parts, files, onDone }: Content): Readable {
  const zip = new yazl.ZipFile()
  const output = new PassThrough()
  const fail = (error: unknown) => void output.destroy(error instanceof Error ? error : new Error(String(error)))
  zip.on('error', fail)
  zip.addBuffer(Buffer.from(explanation), 'README.txt')
  for (const { name, rows } of parts) {
    zip.addReadStreamLazy(`${name}.json`, (give) => give(null, followed(Readable.from(asJson(rows())), onDone, fail)))
  }
  for (const { path, open } of files) {
    zip.addReadStreamLazy(`files/${path}`, { compress: false }, (give) => {
      open().then((stream) => give(null, followed(stream ?? Readable.from([]), onDone, fail)), fail)
    })
  }
  zip.end()
  zip.outputStream.on('error', fail)
  zip.outputStream.pipe(output)
  return output
}

function followed(stream: Readable, onEnd: () => void, onError: (error: unknown) => void): Readable {
  return stream.once('end', onEnd).once('error', onError)
}

/** A list with one row on each line. */
async function* asJson(rows: AsyncIterable<unknown>) {
  let before = '['
  for await (const row of rows) {
    yield `${before}\n${JSON.stringify(row)}`
    before = ','
  }
  yield before === '[' ? '[]\n' : '\n]\n'
}
