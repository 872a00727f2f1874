import { existsSync } from 'node:fs'
import { findProgram, installOnDebian } from './debian.mjs'

/**
 * The NATS server that tests start. On Debian as root it is installed when missing; elsewhere a missing one is an Error
 * whose message says how to get it.
 * @param {(line: string) => void} say
 * @returns {Promise<string>} the path of the program
 */
export async function ensureNats(say) {
  const found = find()
  if (found !== undefined) return found
  say('Installing the NATS server for the tests…')
  const output = await installOnDebian('nats-server')
  const installed = find()
  if (installed !== undefined) return installed
  if (output) say(output)
  throw new Error(
    'The tests of several processes need nats-server, and it was not found. Install it (on Debian: apt-get install\n' +
      'nats-server) or put its path into NATS_SERVER_PATH.',
  )
}

function find() {
  const wanted = process.env['NATS_SERVER_PATH']
  if (!wanted) return findProgram(['nats-server'])
  if (existsSync(wanted)) return wanted
  throw new Error(`NATS_SERVER_PATH names ${wanted}, which does not exist.`)
}
