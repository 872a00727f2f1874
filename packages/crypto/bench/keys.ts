import { type Figure, lowest, printFigures } from './figures.ts'
import { crowdOf, newGenerationMs, objectMs, openBoxMs } from './keys-subjects.ts'

/** New generations, a box, and an object of 1 MB, in Node. */
const megabyte = 1_000_000
const roundsOf = { 10: 10, 100: 5, 1_000: 3 }
const objectRounds = 40

const crowd = await crowdOf(1_000)
const figures: Figure[] = []
for (const [size, rounds] of Object.entries(roundsOf)) {
  const people = crowd.slice(0, Number(size))
  const times = await repeat(rounds, () => newGenerationMs(people))
  figures.push({ name: `newGenerationMs.${size}`, value: lowest(times), unit: 'ms' })
}
const openings = await repeat(20, () => openBoxMs(crowd.slice(0, 2)))
figures.push({ name: 'openBoxMs', value: lowest(openings), unit: 'ms' })
const objects = await repeat(objectRounds, () => objectMs(megabyte))
figures.push({ name: 'sealMegabytesPerSecond', value: perSecond(objects.map(({ sealMs }) => sealMs)), unit: 'MB/s' })
figures.push({ name: 'openMegabytesPerSecond', value: perSecond(objects.map(({ openMs }) => openMs)), unit: 'MB/s' })
printFigures('keys', figures)

function perSecond(times: readonly number[]): number {
  return 1_000 / lowest(times)
}

async function repeat<Result>(rounds: number, round: () => Promise<Result>): Promise<Result[]> {
  const results: Result[] = []
  while (results.length < rounds) results.push(await round())
  return results
}
