import { spawn } from 'node:child_process'
import { root } from './paths.mjs'
import { whenAskedToEnd } from './signals.mjs'

/** Time the programs have for a tidy end once one of them has ended, before they are ended the hard way. */
const graceMs = 15_000

/** @typedef {{ command: [string, ...string[]], cwd?: string, env?: Record<string, string> }} Program */

/**
 * Runs programs side by side on this terminal until the first of them ends, then stops the others.
 * Signals that reach this process are passed on. Resolves to the exit code of the one that ended first.
 * @param {Program[]} programs
 * @returns {Promise<number>}
 */
export async function supervise(programs) {
  const children = programs.map(({ command: [file, ...args], cwd = root, env = {} }) =>
    spawn(file, args, { cwd, env: { ...process.env, ...env }, stdio: 'inherit' }),
  )
  const stop = (/** @type {NodeJS.Signals} */ signal) => {
    for (const child of children) child.kill(signal)
  }
  const undo = whenAskedToEnd((signal) => {
    // Ctrl-C in a terminal reaches every program of the group by itself.
    if (signal !== 'SIGINT' || !(process.stdin.isTTY || process.stdout.isTTY)) stop(signal)
  })
  const ends = children.map(ended)
  const code = await Promise.race(ends)
  stop('SIGTERM')
  const force = setTimeout(() => stop('SIGKILL'), graceMs)
  await Promise.all(ends)
  clearTimeout(force)
  undo()
  return code
}

/** @param {import('node:child_process').ChildProcess} child @returns {Promise<number>} */
function ended(child) {
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(error.message)
      resolve(1)
    })
    child.on('exit', (code) => resolve(code ?? 1))
  })
}
