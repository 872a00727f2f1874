import { describe } from 'vitest'
import { busContract } from '../tests/contracts/bus.ts'
import { createHub } from './in-process-bus.ts'

describe('the bus within a process', () => {
  const hub = createHub()
  busContract(async () => hub.connect())
})
