import type { Logger } from '../utils/logger.ts'
import type { Bus } from './bus.ts'
import { createHub } from './in-process-bus.ts'
import { openNatsBus } from './nats-bus.ts'

/** The bus of this process: NATS where an address is set, else it is alone. */
export const openBus = async (natsUrl: string | null, logger: Pick<Logger, 'error' | 'warn'>): Promise<Bus> =>
  natsUrl === null ? createHub().connect() : openNatsBus({ url: natsUrl, logger })
