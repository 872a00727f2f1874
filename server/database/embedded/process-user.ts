import { execFile } from 'node:child_process'
import { readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

type Account = { uid: number; gid: number }

/** How to start a program of PostgreSQL, which refuses to run as root. */
export type ProcessUser = {
  /** Who must own the data folder; null: whoever runs us. */
  owner: Account | null
  command(program: string, args: string[]): { file: string; args: string[]; uid?: number; gid?: number }
}

/**
 * Chooses the account for PostgreSQL. As root that is `postgres`, made if missing, else `nobody`.
 *
 * @param paths what the account must reach. A project under /root is closed to it; it then gets the one capability to
 * pass through folders (`CAP_DAC_READ_SEARCH`, or the wider `CAP_DAC_OVERRIDE` where a container grants only that).
 */
export async function chooseProcessUser(paths: string[]): Promise<ProcessUser> {
  if (process.getuid?.() !== 0) return { owner: null, command: (file, args) => ({ file, args }) }
  const owner = (await findAccount('postgres')) ?? (await createAccount()) ?? (await findAccount('nobody'))
  if (!owner) throw new Error('PostgreSQL does not run as root, and this machine has no account for it.')
  for (const path of paths) {
    if (await isReachable(path, owner)) continue
    const capability = await passingCapability(path)
    return { owner, command: (file, args) => withCapability(capability, owner, [file, ...args]) }
  }
  return { owner, command: (file, args) => ({ file, args, ...owner }) }
}

async function findAccount(name: string): Promise<Account | null> {
  for (const line of (await readFile('/etc/passwd', 'utf8')).split('\n')) {
    const [found, , uid, gid] = line.split(':')
    if (found === name) return { uid: Number(uid), gid: Number(gid) }
  }
  return null
}

async function createAccount(): Promise<Account | null> {
  try {
    await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'])
  } catch {
    return null
  }
  return findAccount('postgres')
}

/** Whether an account without further groups may pass through every folder above `path`. */
async function isReachable(path: string, { uid, gid }: Account): Promise<boolean> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const found = await stat(folder)
    const shift = found.uid === uid ? 6 : found.gid === gid ? 3 : 0
    if (((found.mode >> shift) & 1) === 0) return false
    if (folder === dirname(folder)) return true
  }
}

async function passingCapability(path: string): Promise<string> {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '')
  const bounding = Number.parseInt(/^CapBnd:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? '0', 16)
  if (bounding & (1 << 2)) return 'dac_read_search'
  if (bounding & (1 << 1)) return 'dac_override'
  throw new Error(
    `PostgreSQL does not run as root, and its account cannot reach ${path}. Move the project or DATA_DIR.`,
  )
}

function withCapability(capability: string, { uid, gid }: Account, command: string[]) {
  const identity = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups']
  const granted = [`--inh-caps=+${capability}`, `--ambient-caps=+${capability}`]
  return { file: 'setpriv', args: [...identity, ...granted, '--', ...command] }
}
