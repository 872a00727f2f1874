import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.mjs'

const foldersLeftOut = new Set(['node_modules', 'dist', 'data', 'coverage'])

/**
 * Every file of the repository that we wrote, as absolute paths, sorted.
 * @param {RegExp} pattern what the file's name must match
 * @param {string} [folder]
 * @returns {string[]}
 */
export function sourceFiles(pattern, folder = root) {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) {
        return foldersLeftOut.has(entry.name) || entry.name.startsWith('.') ? [] : sourceFiles(pattern, path)
      }
      return pattern.test(entry.name) ? [path] : []
    })
    .toSorted()
}
