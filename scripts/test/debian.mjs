import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from '../build/run.mjs'

/** Where programs are, the PATH first: system folders are not always on it. */
const programFolders = () => [
  ...(process.env['PATH'] ?? '').split(delimiter),
  '/usr/bin',
  '/usr/sbin',
  '/usr/local/bin',
  '/snap/bin',
]

/** @param {readonly string[]} names @returns {string | undefined} the path of the first that is there */
export const findProgram = (names) =>
  names.flatMap((name) => programFolders().map((folder) => join(folder, name))).find((path) => existsSync(path))

/**
 * Installs a package where that needs nobody's leave: on Debian, as root. Returns what apt-get printed; null elsewhere.
 * @param {string} name
 * @returns {Promise<string | null>}
 */
export async function installOnDebian(name) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return null
  const options = { capture: true, env: { DEBIAN_FRONTEND: 'noninteractive' } }
  const update = await run(['apt-get', 'update'], options)
  const install = await run(['apt-get', 'install', '-y', '--no-install-recommends', name], options)
  return update.output + install.output
}
