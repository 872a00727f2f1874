import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// Before anything large is loaded: later starts then skip most of the parsing. The folder is ours alone, unlike the
// default one, which is shared by everybody on the machine.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/compiled'))
await import('./process.ts')
