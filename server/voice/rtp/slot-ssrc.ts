import { mediaFormat } from '@chaos/protocol'

export const slotSsrc = (slot: number): number => mediaFormat.firstSlotSsrc + slot
