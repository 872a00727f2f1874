import { node24 } from '../build/paths.mjs'
import { run } from '../build/run.mjs'

/**
 * @typedef {{ passed: number, failed: number, output: string }} Result
 * How many checks passed and failed, and what a reader needs to see about it (empty when all is well).
 */

/** A step of exactly one check. @param {boolean} passed @param {string} output @returns {Result} */
export function oneCheck(passed, output) {
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, output: passed ? '' : output }
}

/**
 * A tool that must succeed and must say that it looked at something: a tool whose file patterns match nothing succeeds too.
 * @param {[string, ...string[]]} command what Node 24 runs
 * @param {RegExp} proof what the tool prints when it read at least one file
 */
export async function toolCheck(command, proof) {
  const { code, output } = await run([node24, ...command], { capture: true })
  if (code === 0 && !proof.test(output)) return oneCheck(false, `${output}\nThe tool read no files.`)
  return oneCheck(code === 0, output)
}
