import { startChaos } from './chaos-target.ts'
import { findJanus, startJanus } from './janus-target.ts'
import { measure } from './measure.ts'
import { type Outcome, report } from './report.ts'
import { nameOf, parseSettings, type Scenario, usage } from './scenario.ts'
import type { Target } from './target.ts'
import { createWatchdog } from '../shared/watchdog.ts'

/** `npm run bench:sfu`: what forwarding a packet costs our server and, where it is installed, Janus under the same load. */
const settings = parseSettings(process.argv.slice(2))
if (!settings) {
  console.error(usage)
  process.exit(1)
}

const timing = { warmUpMs: settings.warmUpMs, measureMs: settings.measureMs }
const watchdog = createWatchdog()
const janus = settings.withJanus ? findJanus() : undefined
if (settings.withJanus && !janus) console.log('janus is not installed: there is nothing to compare with.')

const outcomes: Outcome[] = []
for (const scenario of settings.scenarios) {
  outcomes.push(await run('chaos', scenario, () => startChaos(scenario)))
  if (janus) outcomes.push(await run('janus', scenario, () => startJanus(janus, scenario)))
}
watchdog.stop()
console.log(report(outcomes))
process.exit(outcomes.some(({ server, kind }) => server === 'chaos' && kind === 'failed') ? 1 : 0)

async function run(server: 'chaos' | 'janus', scenario: Scenario, start: () => Promise<Target>): Promise<Outcome> {
  console.log(`${server} ${nameOf(scenario)}…`)
  try {
    await using target = await start()
    watchdog.progress()
    const measurement = await measure(target, scenario, timing)
    return { scenario, server, kind: 'measured', measurement }
  } catch (error) {
    return { scenario, server, kind: 'failed', reason: error instanceof Error ? error.message : String(error) }
  } finally {
    watchdog.progress()
  }
}
