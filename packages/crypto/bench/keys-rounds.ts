import { type Figure, lowest } from './figures.ts'
import { crowdOf, newGenerationMs, objectMs, openBoxMs } from './keys-subjects.ts'

const megabyte = 1_000_000
const generations = [
  { size: 10, rounds: 10 },
  { size: 100, rounds: 5 },
  { size: 1_000, rounds: 3 },
] as const
const boxRounds = 20
const objectRounds = 40

/** What is under way: others look at what the machine does meanwhile. */
export type Stage = 'crowd' | 'generation.10' | 'generation.100' | 'generation.1000' | 'box' | 'object'

/** New generations, a box, and an object of 1 MB, wherever this runs. */
export async function measureKeys(onStage: (stage: Stage) => void = () => {}): Promise<readonly Figure[]> {
  onStage('crowd')
  const crowd = await crowdOf(1_000)
  const figures: Figure[] = []
  for (const { size, rounds } of generations) {
    onStage(`generation.${size}`)
    const people = crowd.slice(0, size)
    const times = await repeat(rounds, () => newGenerationMs(people))
    figures.push({ name: `newGenerationMs.${size}`, value: lowest(times), unit: 'ms' })
  }
  onStage('box')
  const openings = await repeat(boxRounds, () => openBoxMs(crowd.slice(0, 2)))
  figures.push({ name: 'openBoxMs', value: lowest(openings), unit: 'ms' })
  onStage('object')
  const objects = await repeat(objectRounds, () => objectMs(megabyte))
  figures.push({ name: 'sealMegabytesPerSecond', value: perSecond(objects.map(({ sealMs }) => sealMs)), unit: 'MB/s' })
  figures.push({ name: 'openMegabytesPerSecond', value: perSecond(objects.map(({ openMs }) => openMs)), unit: 'MB/s' })
  return figures
}

function perSecond(times: readonly number[]): number {
  return 1_000 / lowest(times)
}

async function repeat<Result>(rounds: number, round: () => Promise<Result>): Promise<Result[]> {
  const results: Result[] = []
  while (results.length < rounds) results.push(await round())
  return results
}
