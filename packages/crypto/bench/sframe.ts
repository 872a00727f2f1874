import { createKeyring, type FrameSuite, frameSuiteNamed, type Keyring } from '../src/sframe.ts'
import { type Figure, lowest, printFigures } from './figures.ts'

/** One 80-byte frame at a time, as a transform does it: 20 ms of Opus at 32 kbit/s. */
const frameSize = 80
const framesPerRound = 1_000
const rounds = 30
const tenMinutesOfFrames = 50 * 60 * 10

const suites = [frameSuiteNamed('AES_128_GCM_SHA256_128'), frameSuiteNamed('AES_128_CTR_HMAC_SHA256_64')]
const plaintext = crypto.getRandomValues(new Uint8Array(frameSize))

/** The suites take turns, so that both meet the same machine. */
const subjects = await Promise.all(suites.map(subjectOf))
for (let round = 0; round < rounds; round++) for (const subject of subjects) await measureRound(subject)
printFigures('sframe', (await Promise.all(subjects.map(figuresOf))).flat())

type Subject = { suite: FrameSuite; sender: Keyring; receiver: Keyring; sealing: number[]; opening: number[] }

async function subjectOf(suite: FrameSuite): Promise<Subject> {
  return { suite, sender: await keyringAt(suite, 1), receiver: await keyringAt(suite, 2), sealing: [], opening: [] }
}

async function keyringAt(suite: FrameSuite, ownLeafIndex: number): Promise<Keyring> {
  const keyring = createKeyring({ suite })
  const baseKey = new Uint8Array(suite.keySize).fill(9)
  await keyring.install({ epoch: 3, baseKey, ownLeafIndex, leaves: [1, 2, ownLeafIndex], switchAfterMs: 0 })
  return keyring
}

async function measureRound({ sender, receiver, sealing, opening }: Subject): Promise<void> {
  const frames: Uint8Array[] = []
  let startMs = performance.now()
  for (let count = 0; count < framesPerRound; count++) {
    const outcome = await sender.seal(plaintext)
    if (outcome.kind === 'sealed') frames.push(outcome.frame)
  }
  sealing.push(microsPerFrame(startMs))
  startMs = performance.now()
  for (const frame of frames) if ((await receiver.open(frame)).kind !== 'opened') throw new Error('not opened')
  opening.push(microsPerFrame(startMs))
}

function microsPerFrame(startMs: number): number {
  return ((performance.now() - startMs) * 1_000) / framesPerRound
}

async function figuresOf({ suite, sealing, opening }: Subject): Promise<Figure[]> {
  const figures = [
    { name: `sealMicros.${suite.name}`, value: lowest(sealing), unit: 'us' },
    { name: `openMicros.${suite.name}`, value: lowest(opening), unit: 'us' },
  ]
  for (const leafIndex of [0, 15, 255]) {
    const value = await addedBytesAfterTenMinutes(suite, leafIndex)
    figures.push({ name: `addedBytes.leaf${leafIndex}.${suite.name}`, value, unit: 'bytes' })
  }
  return figures
}

async function addedBytesAfterTenMinutes(suite: FrameSuite, leafIndex: number): Promise<number> {
  const keyring = await keyringAt(suite, leafIndex)
  let added = 0
  for (let count = 0; count <= tenMinutesOfFrames; count++) {
    const outcome = await keyring.seal(new Uint8Array(0))
    if (outcome.kind === 'sealed') added = outcome.frame.length
  }
  return added
}
