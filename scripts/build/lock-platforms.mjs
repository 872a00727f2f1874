/**
 * @typedef {{ version?: string, dev?: boolean, optionalDependencies?: Record<string, string> }} LockEntry
 * @typedef {{ packages: Record<string, LockEntry> }} Lock what we read of package-lock.json
 * @typedef {{ name: string, version: string, dev: boolean }} Missing
 */

/**
 * The optional packages, such as the binaries for another system, that package-lock.json names but has no entry for.
 * @param {Lock} lock
 * @returns {Missing[]}
 */
export function missingPlatforms({ packages }) {
  return Object.entries(packages).flatMap(([path, { dev = false, optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !isFound(packages, path, name))
      .map(([name, version]) => ({ name, version, dev })),
  )
}

/**
 * The entry for a package whose name tells its platform, as in `binding-linux-arm64-musl`.
 * Throws when the version is a range or the name tells nothing: such an entry would be a guess.
 * @param {Missing} missing
 */
export function platformEntry({ name, version, dev }) {
  const [, os, cpu] =
    /(android|darwin|freebsd|linux|openharmony|win32)-(arm64|arm|x64|ia32|ppc64|riscv64|s390x)/.exec(name) ?? []
  if (os === undefined || cpu === undefined || !/^\d+\.\d+\.\d+/.test(version)) {
    throw new Error(`${name}@${version} is missing in package-lock.json, and its name does not tell the platform.`)
  }
  const libc = name.includes('musl') ? ['musl'] : os === 'linux' && name.includes('gnu') ? ['glibc'] : undefined
  return { version, cpu: [cpu], ...(dev && { dev }), ...(libc && { libc }), optional: true, os: [os] }
}

/**
 * Looks for the package as Node would: beside the one that names it, then outwards.
 * @param {Record<string, LockEntry>} packages @param {string} path @param {string} name @returns {boolean}
 */
function isFound(packages, path, name) {
  if (packages[`${path === '' ? '' : `${path}/`}node_modules/${name}`]) return true
  if (path === '') return false
  return isFound(packages, path.slice(0, Math.max(0, path.lastIndexOf('node_modules/') - 1)), name)
}
