// `npm run lock`, after a package was added: npm writes into package-lock.json only the platforms whose packages the
// registry at hand could show it, and `npm ci` then refuses the file, here and elsewhere. This adds the missing ones:
// by exact version, for the systems that their names say, without a checksum (they were never seen here).
import { readFileSync, writeFileSync } from 'node:fs'
import { missingPlatforms, platformEntry } from './lock-platforms.mjs'
import { inRoot } from './paths.mjs'

const file = inRoot('package-lock.json')
const lock = /** @type {import('./lock-platforms.mjs').Lock} */ (JSON.parse(readFileSync(file, 'utf8')))
const missing = missingPlatforms(lock)

for (const each of missing) lock.packages[`node_modules/${each.name}`] = platformEntry(each)
lock.packages = Object.fromEntries(
  Object.entries(lock.packages).toSorted(([first], [second]) => first.localeCompare(second, 'en')),
)
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`${missing.length} platform packages added to package-lock.json.`)
