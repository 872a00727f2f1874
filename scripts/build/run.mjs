import { spawn } from 'node:child_process'
import { root } from './paths.mjs'
import { whenAskedToEnd } from './signals.mjs'

/**
 * @typedef {{ code: number, output: string }} Outcome
 * `code` is 1 when a signal ended the command or it could not be started; `output` is empty unless captured.
 */

/**
 * Runs a command in the repository and waits for its end. Never rejects: a command that cannot be started is a failure
 * with the reason as its output. When this process is asked to end, the command ends with it.
 * @param {[string, ...string[]]} command
 * @param {{ capture?: boolean, cwd?: string, env?: Record<string, string>, shell?: boolean, timeoutMs?: number }} [options]
 * @returns {Promise<Outcome>}
 */
export function run([file, ...args], { capture = false, cwd = root, env = {}, shell = false, timeoutMs = 0 } = {}) {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd,
      shell,
      env: { ...process.env, ...env },
      stdio: ['ignore', capture ? 'pipe' : 'inherit', capture ? 'pipe' : 'inherit'],
      ...(timeoutMs > 0 && { timeout: timeoutMs, killSignal: 'SIGKILL' }),
    })
    const undo = whenAskedToEnd((signal) => {
      child.kill(signal)
      process.exit(1)
    })
    let output = ''
    const keep = (/** @type {string} */ text) => {
      output += text
    }
    child.stdout?.setEncoding('utf8').on('data', keep)
    child.stderr?.setEncoding('utf8').on('data', keep)
    child.on('error', (error) => {
      undo()
      resolve({ code: 1, output: `${file}: ${error.message}\n` })
    })
    child.on('close', (code, signal) => {
      undo()
      if (signal) keep(`Stopped by ${signal}${timeoutMs > 0 ? ` after at most ${timeoutMs / 1000} s` : ''}.\n`)
      resolve({ code: code ?? 1, output })
    })
  })
}
