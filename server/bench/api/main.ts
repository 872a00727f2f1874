import { startChaos } from './chaos-target.ts'
import { startCommunity } from './community-target.ts'
import { drive, joined, type Sample, warmUp, type Worker } from './drive.ts'
import { describeFastapi, startFastapi } from './fastapi-target.ts'
import { report, type Samples } from './report.ts'
import { parseSettings, usage } from './settings.ts'
import { createWatchdog } from '../shared/watchdog.ts'

/** `npm run bench:api`: what a request costs our server, beside a FastAPI endpoint that checks the same token. */
const settings = parseSettings(process.argv.slice(2))
if (!settings) {
  console.error(usage)
  process.exit(1)
}
const { seconds, rounds, withFastapi } = settings
const accounts = 128
const connections = { usersMe: settings.connections, refresh: 8, signIn: 2 }
/** Both servers get the same. Hashing a password is native code from the first one on. */
const warmUpRequests = { usersMe: 8_000, fastapi: 8_000, refresh: 1_500, signIn: 40 }

const workers = (count: number, open: (index: number) => Worker): Worker[] =>
  Array.from({ length: count }, (_, index) => open(index))

const watchdog = createWatchdog()
const taken: Record<keyof Samples, Sample[]> = { usersMe: [], refresh: [], signIn: [], fastapi: [], communityOpen: [] }
try {
  await using chaos = await startChaos(accounts)
  await using fastapi = await startPeer(chaos)
  const kinds: { name: keyof typeof warmUpRequests; pid: number; workers: Worker[] }[] = [
    { name: 'usersMe', pid: chaos.pid, workers: workers(connections.usersMe, chaos.usersMe) },
    ...(fastapi
      ? [{ name: 'fastapi' as const, pid: fastapi.pid, workers: workers(connections.usersMe, fastapi.usersMe) }]
      : []),
    { name: 'refresh', pid: chaos.pid, workers: workers(connections.refresh, chaos.refresh) },
    {
      name: 'signIn',
      pid: chaos.pid,
      workers: workers(connections.signIn, (index) => chaos.signIn(index, connections.signIn)),
    },
  ]
  for (const { name, workers: all } of kinds) {
    await warmUp(all, warmUpRequests[name])
    watchdog.progress()
  }
  // The kinds take turns, so that a busy minute of the machine falls on all of them.
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, pid, workers: all } of kinds) taken[name].push(await drive(pid, all, seconds))
    watchdog.progress()
    console.log(`round ${round + 1} of ${rounds}`)
  }
  taken.communityOpen.push(await openCommunity())
} finally {
  watchdog.stop()
}
const measured: Samples = {}
for (const name of ['usersMe', 'fastapi', 'refresh', 'signIn', 'communityOpen'] as const)
  if (taken[name].length > 0) measured[name] = joined(taken[name])
console.log(report(measured))
process.exit(0)

/** By one person, so that what is measured is how long it takes and not how long the others do. */
async function openCommunity(): Promise<Sample> {
  await using community = await startCommunity()
  await warmUp([community.open], 200)
  watchdog.progress()
  const sample = await drive(community.pid, [community.open], seconds)
  return sample
}

async function startPeer(ours: { jwks: string; tokens: readonly string[] }) {
  if (!withFastapi) return null
  const description = describeFastapi()
  if (description !== null) {
    console.log(
      'Our side: one process as it ships, with PostgreSQL, at log level info; it remembers the tokens that it has checked.',
    )
    console.log(`FastAPI's side: one uvicorn process, no database, no access log; ${description}`)
    console.log(`Both: ${connections.usersMe} connections that stay open, ${accounts} accounts in turns.`)
    return startFastapi(ours)
  }
  console.log('ratioToFastapi.usersMe could not be taken: python3-fastapi, uvicorn and python3-jwt are not installed.')
  return null
}
