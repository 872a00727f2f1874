import { createWatchdog } from '../shared/watchdog.ts'
import { startBare } from './bare-target.ts'
import { startChaos } from './chaos-target.ts'
import { bytesPerConnection, type FanOut, fanOut, openCrowd } from './measure.ts'
import { report } from './report.ts'
import { parseSettings, usage } from './settings.ts'

/** `npm run bench:gateway`: what telling many people one thing costs our server, beside a bare `ws` loop. */
const settings = parseSettings(process.argv.slice(2))
if (!settings) {
  console.error(usage)
  process.exit(1)
}
const { connections, watchers, rounds } = settings
const watchdog = createWatchdog()
const fanOuts: Record<'chaos' | 'bare', FanOut[]> = { chaos: [], bare: [] }
const bytes = { chaos: 0, bare: 0 }
{
  await using chaos = await startChaos()
  await using bare = await startBare(chaos.textOf)
  const sides = []
  for (const target of [chaos, bare]) sides.push({ target, crowd: await openCrowd(target, watchers) })
  // The first events bring the code up to speed.
  for (const { target, crowd } of sides) await fanOut(target, crowd, settings)
  watchdog.progress()
  // They take turns, so that a busy minute of the machine falls on both.
  for (let round = 0; round < rounds; round += 1) {
    for (const { target, crowd } of sides) fanOuts[target.name].push(await fanOut(target, crowd, settings))
    watchdog.progress()
    console.log(`round ${round + 1} of ${rounds}`)
  }
  for (const { crowd } of sides) crowd[Symbol.dispose]()
}
console.log(`memory with ${connections} connections…`)
{
  await using chaos = await startChaos()
  bytes.chaos = await bytesPerConnection(chaos, connections)
  watchdog.progress()
  await using bare = await startBare(chaos.textOf)
  bytes.bare = await bytesPerConnection(bare, connections)
}
watchdog.stop()
console.log(report({ fanOuts, bytes }))
process.exit(0)
