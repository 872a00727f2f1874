import { solveWork } from '@chaos/client-core/proof-of-work'
import type { WorkChallenge } from '@chaos/protocol'

addEventListener('message', ({ data }: MessageEvent<WorkChallenge>) => postMessage(solveWork(data)))
