/** The size of a picture, px. */
export type Size = { width: number; height: number }
/** `zoom` ≥ 1 times the smallest size that fills the square; `x`, `y` from -1 (its left or top edge) to 1. */
export type Cut = { zoom: number; x: number; y: number }

export const wholeCut: Cut = { zoom: 1, x: 0, y: 0 }

const within = (value: number): number => Math.min(1, Math.max(-1, value))

/** The square in the picture's own pixels. */
export function squareOf({ width, height }: Size, { zoom, x, y }: Cut) {
  const edge = Math.min(width, height) / zoom
  return { left: ((width - edge) * (1 + x)) / 2, top: ((height - edge) * (1 + y)) / 2, edge }
}

/** Where the picture lies in a frame of this edge so that the cut fills it. */
export function placeIn(frame: number, size: Size, cut: Cut) {
  const { left, top, edge } = squareOf(size, cut)
  const scale = frame / edge
  return { left: -left * scale, top: -top * scale, width: size.width * scale, height: size.height * scale }
}

const moved = (at: number, slack: number, distance: number) => (slack < 1 ? at : within(at - (2 * distance) / slack))

/** The picture was pulled by so many px of the frame. What cannot move any further stays. */
export function pull(cut: Cut, { size, frame, by }: { size: Size; frame: number; by: { x: number; y: number } }): Cut {
  const { width, height } = placeIn(frame, size, cut)
  return { ...cut, x: moved(cut.x, width - frame, by.x), y: moved(cut.y, height - frame, by.y) }
}
