import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { rootDirectory } from './read-config.ts'

/** Reads `.env` of the project's folder, when there is one. Variables of the shell win. */
export function loadEnvironmentFile(): void {
  const path = join(rootDirectory, '.env')
  if (existsSync(path)) process.loadEnvFile(path)
}
