import { root } from '../build/paths.mjs'
import { checkArrows } from './check-arrows.ts'

const { modules, problems } = await checkArrows(root)

for (const problem of problems) console.error(problem)
console.log(`${modules} modules read, ${problems.length} arrows that are not in scripts/arrows/table.mjs.`)
process.exitCode = problems.length > 0 || modules === 0 ? 1 : 0
