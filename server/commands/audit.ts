import { type ChainHead, type Verdict, verifyAuditLog } from '../auth/verify-audit-log.ts'
import { ConfigError } from '../config/config-error.ts'
import { loadEnvironmentFile } from '../config/environment-file.ts'
import { readConfig } from '../config/read-config.ts'
import { readSecrets } from '../config/secrets.ts'
import { createAuditStore } from '../database/stores/audit-store.ts'
import { createLogger } from '../utils/logger.ts'
import { reachDatabase } from './reach-database.ts'

const usage = `npm run audit -- verify [POSITION:HASH]

Checks that nobody changed, removed or put in an entry of the audit log. It prints the newest entry as POSITION:HASH. Keep
that away from this machine and give it to a later check: then it shows too when the newest entries were cut off.`

function readHead(text: string | undefined): ChainHead | null {
  const [, position, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text ?? '') ?? []
  return position && hash ? { position: Number(position), hash } : null
}

function describe(verdict: Verdict): string {
  if (verdict.kind === 'broken') {
    const entry = verdict.id ? ` (${verdict.id})` : ''
    return `The audit log is broken at entry ${verdict.position}${entry}: ${verdict.why}.`
  }
  const { entries, erased, head } = verdict
  const count = `The audit log is whole: ${entries} ${entries === 1 ? 'entry' : 'entries'}`
  const gone = erased > 0 ? `, of ${erased} of them the personal details were erased` : ''
  return head ? `${count}${gone}.\nNewest: ${head.position}:${head.hash}` : `${count}.`
}

async function main([command, text]: string[]): Promise<number> {
  const noted = readHead(text)
  if (command !== 'verify' || (text !== undefined && !noted)) {
    console.error(usage)
    return 2
  }
  loadEnvironmentFile()
  const config = readConfig()
  const logger = createLogger({ level: 'silent', stream: 'stderr' })
  await using database = await reachDatabase(config, readSecrets(config.data.directory), logger)
  const verdict = await verifyAuditLog(createAuditStore(database.db), noted)
  console.log(describe(verdict))
  return verdict.kind === 'whole' ? 0 : 1
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error)
  process.exitCode = 2
}
