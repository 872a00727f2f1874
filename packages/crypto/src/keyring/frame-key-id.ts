/** RFC 9605 §5.2 with E = 4 bits of epoch and no context: `leafIndex * 16 + epoch % 16` (SPEC K1). */
export type FrameKeyId = { leafIndex: number; epochBits: number }

export const epochSlots = 16

/** Leaf indexes take up to 32 bits, so the result is exact though above 2^32. */
export const frameKeyId = (leafIndex: number, epoch: number): number => leafIndex * epochSlots + (epoch % epochSlots)

export const readFrameKeyId = (kid: number): FrameKeyId => ({
  leafIndex: Math.floor(kid / epochSlots),
  epochBits: kid % epochSlots,
})
