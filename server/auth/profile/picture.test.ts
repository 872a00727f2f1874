import sharp from 'sharp'
import { expect, test } from 'vitest'
import { bombPicture } from '../../tests/harness/pictures.ts'
import { squaresOf } from './picture.ts'

const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: 30, b: 30 } } })

const codeOf = (bytes: Buffer): Promise<unknown> =>
  squaresOf(bytes, [96]).then(
    () => 'taken',
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  )

test.each(['jpeg', 'png', 'webp', 'gif'] as const)('makes squares of a %s', async (format) => {
  const [small, large] = await squaresOf(await plain(300, 200).toFormat(format).toBuffer(), [96, 256])
  for (const [bytes, edge] of [
    [small, 96],
    [large, 256],
  ] as const) {
    const facts = await sharp(bytes).metadata()
    expect(facts).toMatchObject({ format: 'webp', width: edge, height: edge })
  }
})

test('opens no format but these four, whatever its name', async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
  for (const bytes of [svg, 'GIF8', '%PDF-1.7', '', 'II*\0'])
    expect(await codeOf(Buffer.from(bytes))).toBe('unsupported_media_type')
  expect(await codeOf(await plain(9, 9).tiff().toBuffer())).toBe('unsupported_media_type')
  // The beginning of one, the rest of another.
  expect(await codeOf(Buffer.from(`GIF89a${svg}`))).toBe('image_invalid')
})

test('the library itself is shut for everything else', async () => {
  await expect(
    sharp(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')).png().toBuffer(),
  ).rejects.toThrow('unsupported image format')
  await expect(
    sharp(await plain(9, 9).tiff().toBuffer())
      .png()
      .toBuffer(),
  ).rejects.toThrow('unsupported image format')
})

test('refuses what is cut off', async () => {
  const whole = await plain(300, 200).jpeg().toBuffer()
  expect(await codeOf(whole.subarray(0, whole.length / 2))).toBe('image_invalid')
  expect(await codeOf(whole.subarray(0, 12))).toBe('image_invalid')
})

test('refuses too many pixels before it decodes them', async () => {
  const bomb = bombPicture()
  expect(bomb.length).toBeLessThan(2_000_000)
  const start = performance.now()
  expect(await codeOf(bomb)).toBe('image_too_large')
  expect(performance.now() - start).toBeLessThan(500)
})

test('turns it upright by its orientation, and cuts around the middle', async () => {
  const pixels = await sharp({ create: { width: 40, height: 20, channels: 3, background: '#fff' } })
    .composite([{ input: await plain(40, 10).png().toBuffer(), top: 0, left: 0 }])
    .jpeg({ quality: 100 })
    .withMetadata({ orientation: 6 })
    .toBuffer()
  // Orientation 6: what was on top is on the right.
  const [square] = await squaresOf(pixels, [96])
  const { data } = await sharp(square).raw().toBuffer({ resolveWithObject: true })
  const red = (x: number, y: number) => (data[(y * 96 + x) * 3 + 1] ?? 255) < 100
  expect([red(10, 48), red(86, 48)]).toEqual([false, true])
})

test('a moving picture becomes its first frame', async () => {
  const frames = await Promise.all(
    ['#f00', '#0f0'].map((background) =>
      sharp({ create: { width: 20, height: 20, channels: 3, background } })
        .raw()
        .toBuffer(),
    ),
  )
  const moving = await sharp(Buffer.concat(frames), { raw: { width: 20, height: 40, channels: 3, pageHeight: 20 } })
    .gif({ delay: [50, 50] })
    .toBuffer()
  expect((await sharp(moving, { animated: true }).metadata()).pages).toBe(2)
  const [square] = await squaresOf(moving, [96])
  const facts = await sharp(square, { animated: true }).metadata()
  expect(facts.pages ?? 1).toBe(1)
  const { dominant } = await sharp(square).stats()
  expect(dominant.r).toBeGreaterThan(200)
  expect(dominant.g).toBeLessThan(50)
})
