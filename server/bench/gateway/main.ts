import { createWatchdog } from '../shared/watchdog.ts'
import { startBare } from './bare-target.ts'
import { startChaos } from './chaos-target.ts'
import { bytesPerConnection, fanOut, openCrowd, type Side } from './measure.ts'
import { type Measured, report } from './report.ts'
import { parseSettings, usage } from './settings.ts'
import { type Kind, kinds, type Target } from './target.ts'

/** `npm run bench:gateway`: what telling many people one thing costs our server, beside a bare `ws` loop. */
const settings = parseSettings(process.argv.slice(2))
if (!settings) {
  console.error(usage)
  process.exit(1)
}
const { connections, watchers, rounds } = settings
const watchdog = createWatchdog()
const nothing = (): Measured[Kind] => ({ fanOuts: { chaos: [], bare: [] }, bytes: null })
const measured: Measured = { facts: nothing(), statuses: nothing(), notifications: nothing() }

async function measureFanOut(kind: Kind, targets: readonly Target[]): Promise<void> {
  const sides: Side[] = []
  for (const target of targets) sides.push({ target, crowd: await openCrowd(target, kind, watchers) })
  // The first events bring the code up to speed.
  for (const side of sides) await fanOut(side, kind, settings ?? { watchers, events: 1 })
  watchdog.progress()
  // They take turns, so that a busy minute of the machine falls on both.
  for (let round = 0; round < rounds; round += 1) {
    for (const side of sides)
      measured[kind].fanOuts[side.target.name].push(await fanOut(side, kind, settings ?? { watchers, events: 1 }))
    watchdog.progress()
    console.log(`${kind}: round ${round + 1} of ${rounds}`)
  }
  for (const { crowd } of sides) crowd[Symbol.dispose]()
}

{
  await using chaos = await startChaos()
  await using bare = await startBare(chaos.textsOf)
  for (const kind of kinds) await measureFanOut(kind, [chaos, bare])
}
for (const kind of ['facts', 'notifications'] as const) {
  console.log(`${kind}: memory with ${connections} connections…`)
  await using chaos = await startChaos()
  const ours = await bytesPerConnection(chaos, kind, connections)
  watchdog.progress()
  await using bare = await startBare(chaos.textsOf)
  measured[kind].bytes = { chaos: ours, bare: await bytesPerConnection(bare, kind, connections) }
  watchdog.progress()
}
watchdog.stop()
console.log(report(measured))
process.exit(0)
