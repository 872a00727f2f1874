import { expect, test } from 'vitest'
import { placeIn, pull, squareOf, wholeCut } from './crop.ts'

const wide = { width: 400, height: 200 }

test('begins with the largest square in the middle', () => {
  expect(squareOf(wide, wholeCut)).toEqual({ left: 100, top: 0, edge: 200 })
  expect(placeIn(100, wide, wholeCut)).toEqual({ left: -50, top: -0, width: 200, height: 100 })
})

test('reaches every edge and never beyond', () => {
  expect(squareOf(wide, { zoom: 2, x: -1, y: 1 })).toEqual({ left: 0, top: 100, edge: 100 })
  expect(squareOf(wide, { zoom: 2, x: 1, y: -1 })).toEqual({ left: 300, top: 0, edge: 100 })
})

test('follows the hand pixel by pixel, and stops at the edge', () => {
  const by = (x: number, y: number) => ({ size: wide, frame: 100, by: { x, y } })
  const before = placeIn(100, wide, wholeCut)
  const pulled = pull(wholeCut, by(20, 30))
  expect(placeIn(100, wide, pulled).left).toBeCloseTo(before.left + 20)
  // It is exactly as high as the frame.
  expect(pulled.y).toBe(0)
  expect(pull(wholeCut, by(500, 0)).x).toBe(-1)
  expect(pull(wholeCut, by(-500, 0)).x).toBe(1)
})
