import type { CallGroup, CallSuite, PendingEntry } from '../src/index.ts'
import { createCallGroup, enterCallGroup } from '../src/index.ts'
import { type Figure, lowest, printFigures } from './figures.ts'

/** Entering, processing and removing at several sizes, both suites. The size counts the newcomer. */
const sizes = [2, 10, 25]
const rounds = 15
const callId = new TextEncoder().encode('018f3c1e-5d7a-7c3e-9a10-b1c2d3e4f506')
const identityOf = (index: number) => `018f3c1e-0000-7000-8000-${String(index).padStart(12, '0')}`

for (const suite of ['x25519', 'xwing'] as const) await measure(suite)

async function measure(suite: CallSuite): Promise<void> {
  const figures: Figure[] = []
  const groups: CallGroup[] = [await createCallGroup({ callId, identity: identityOf(0), suite })]
  const [first] = groups
  if (!first) return
  let groupInfo = await first.groupInfo()
  for (let size = 2; size <= Math.max(...sizes); size++) {
    if (sizes.includes(size)) figures.push(...(await measureEntry(suite, groupInfo, size)))
    const entry = await prepare(suite, groupInfo, size - 1)
    for (const group of groups) await group.process(entry.commit)
    groups.push(entry.confirm())
    groupInfo = entry.groupInfo
    if (sizes.includes(size)) figures.push(...(await measureRemoval(suite, groups)))
  }
  printFigures(`call-group.${suite}`, figures)
}

async function prepare(suite: CallSuite, groupInfo: Uint8Array, index: number): Promise<PendingEntry> {
  const outcome = await enterCallGroup({ groupInfo, callId, identity: identityOf(index), suite })
  if (outcome.kind === 'rejected') throw new Error(outcome.reason)
  return outcome.pending
}

async function measureEntry(suite: CallSuite, groupInfo: Uint8Array, size: number): Promise<Figure[]> {
  const entering: number[] = []
  let entry = await prepare(suite, groupInfo, size - 1)
  for (let round = 0; round < rounds; round++) {
    const startMs = performance.now()
    entry = await prepare(suite, groupInfo, size - 1)
    entering.push(performance.now() - startMs)
  }
  // A commit applies once, so each round takes a witness that entered just before; its own entry warms the code up.
  const processing: number[] = []
  for (let round = 0; round < rounds; round++) {
    const witness = await prepare(suite, groupInfo, 900 + round)
    const group = witness.confirm()
    const next = await prepare(suite, witness.groupInfo, size - 1)
    const startMs = performance.now()
    if ((await group.process(next.commit)) !== 'applied') throw new Error('not applied')
    processing.push(performance.now() - startMs)
    group.close()
  }
  const name = (what: string) => `${what}.${size}`
  return [
    { name: name('enterMs'), value: lowest(entering), unit: 'ms' },
    { name: name('processMs'), value: lowest(processing), unit: 'ms' },
    { name: name('entryBytes'), value: entry.commit.length, unit: 'bytes' },
    { name: name('groupInfoBytes'), value: groupInfo.length, unit: 'bytes' },
  ]
}

async function measureRemoval(suite: CallSuite, groups: readonly CallGroup[]): Promise<Figure[]> {
  const [committer] = groups
  const size = groups.length
  const times: number[] = []
  let commitBytes = 0
  for (let round = 0; round < rounds; round++) {
    const startMs = performance.now()
    const removal = await committer?.remove([size - 1])
    times.push(performance.now() - startMs)
    commitBytes = removal?.commit.length ?? 0
    removal?.discard()
  }
  return [
    { name: `removeMs.${size}`, value: lowest(times), unit: 'ms' },
    { name: `removalBytes.${size}`, value: commitBytes, unit: 'bytes' },
  ]
}
