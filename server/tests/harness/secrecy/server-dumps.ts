import { createReadStream } from 'node:fs'
import { open, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'

/** Pieces of what a server holds, in whatever order, each read once. */
export type Dump = AsyncIterable<Buffer>

const nothing = Buffer.alloc(0)

/** Every value of every row of every table; bytes in three forms. */
export async function* dumpDatabase(url: string): Dump {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const tables = await client.query<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
    )
    for (const { name } of tables.rows) {
      const { rows } = await client.query<unknown[]>({ text: `select * from ${name}`, rowMode: 'array' })
      yield Buffer.concat(rows.flat().flatMap((value) => [...asBytes(value), Buffer.of(0)]))
    }
  } finally {
    await client.end()
  }
}

function asBytes(value: unknown): Buffer[] {
  if (Buffer.isBuffer(value)) return [value, Buffer.from(` ${value.toString('hex')} ${value.toString('base64')}`)]
  return [Buffer.from(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))]
}

/** A cluster of PostgreSQL has a thousand small files. */
const filesAtOnce = 64

/** Every file below a folder. Those that go while we look are passed over. */
export async function* dumpFolder(folder: string): Dump {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
  for (let from = 0; from < paths.length; from += filesAtOnce) {
    const some = paths.slice(from, from + filesAtOnce)
    yield Buffer.concat(await Promise.all(some.map((path) => readFile(path).catch(() => nothing))))
  }
}

/** The heap as V8 sees it. The process was started with {@link heapFlags}. */
export async function* dumpHeap(pid: number, folder: string, longest: number): Dump {
  process.kill(pid, 'SIGUSR2')
  const path = await finished(folder)
  yield* overlapping(createReadStream(path, { highWaterMark: 2 ** 22 }), longest)
}

/** V8 cuts strings in snapshots otherwise. */
export const heapFlags = (folder: string): string[] => [
  '--heapsnapshot-signal=SIGUSR2',
  `--diagnostic-dir=${folder}`,
  '--heap-snapshot-string-limit=1000000000',
]

async function finished(folder: string): Promise<string> {
  for (;;) {
    await pause(50)
    const name = (await readdir(folder)).find((file) => file.endsWith('.heapsnapshot'))
    if (name === undefined) continue
    const path = join(folder, name)
    const { size } = await stat(path)
    const file = await open(path)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, Math.max(0, size - 8))
    await file.close()
    // Its last member is a list of strings.
    if (/\]\s*\}\s*$/.test(buffer.subarray(0, bytesRead).toString())) return path
  }
}

/**
 * All memory that a process can write to, buffers and what was freed included, which no heap snapshot shows. Linux only; nothing
 * elsewhere, and nothing where looking into others' memory is not allowed.
 */
export async function* dumpMemory(pid: number, longest: number): Dump {
  const maps = await readFile(`/proc/${pid}/smaps`, 'utf8').catch(() => '')
  const memory = maps === '' ? null : await open(`/proc/${pid}/mem`).catch(() => null)
  if (!memory) return
  try {
    for (const [, from, to, residentKb] of maps.matchAll(/^([\da-f]+)-([\da-f]+) rw[^]*?^Rss: +(\d+) kB$/gm)) {
      if (residentKb === '0') continue
      yield* overlapping(readRegion(memory, BigInt(`0x${from}`), BigInt(`0x${to}`)), longest)
    }
  } finally {
    await memory.close()
  }
}

const pieceBytes = 2n ** 20n
const zeros = Buffer.alloc(Number(pieceBytes))

/** Without pieces that were never written to. */
async function* readRegion(memory: Awaited<ReturnType<typeof open>>, from: bigint, to: bigint): Dump {
  for (let at = from; at < to; at += pieceBytes) {
    const length = Number(to - at < pieceBytes ? to - at : pieceBytes)
    // Pages may go, and some cannot be read.
    const read = await memory.read(Buffer.allocUnsafe(length), 0, length, at).catch(() => null)
    if (!read) return
    const piece = read.buffer.subarray(0, read.bytesRead)
    if (!piece.equals(zeros.subarray(0, piece.length))) yield piece
  }
}

/** So that nothing hides across two pieces. */
async function* overlapping(pieces: AsyncIterable<Buffer>, longest: number): Dump {
  let rest = nothing
  for await (const piece of pieces) {
    const whole = Buffer.concat([rest, piece])
    yield whole
    rest = Buffer.from(whole.subarray(Math.max(0, whole.length - longest)))
  }
}
