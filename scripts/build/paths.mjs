import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder that holds package.json. */
export const root = resolve(fileURLToPath(new URL('../..', import.meta.url)))

/** A path inside the repository. @param {...string} parts */
export const inRoot = (...parts) => resolve(root, ...parts)

/** The project's own Node 24, which runs TypeScript as it is. The Node that starts our scripts may be older. */
export const node24 = inRoot('node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node')

/** What each tool starts with under {@link node24}; shims in node_modules/.bin would need a shell on Windows. */
export const tools = {
  biome: inRoot('node_modules/@biomejs/biome/bin/biome'),
  knip: inRoot('node_modules/knip/bin/knip.js'),
  oxlint: inRoot('node_modules/oxlint/bin/oxlint'),
  tsc: inRoot('node_modules/typescript/bin/tsc'),
  vite: inRoot('node_modules/vite/bin/vite.js'),
  vitest: inRoot('node_modules/vitest/vitest.mjs'),
}
