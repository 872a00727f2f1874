import type sharp from 'sharp'

export type Sharp = typeof sharp

let loading: Promise<Sharp> | undefined

/** The library of pictures, loaded for the first of them: a start need not wait a tenth of a second for it. */
export const loadSharp = (): Promise<Sharp> => (loading ??= load())

async function load(): Promise<Sharp> {
  const { default: library } = await import('sharp')
  // Of all that it can open only what people upload, and only from memory: the loaders of documents, vector graphics and
  // files stay shut, whatever the bytes say they are.
  library.block({ operation: ['VipsForeignLoad'] })
  library.unblock({
    operation: ['Jpeg', 'Png', 'Webp', 'Nsgif'].map((name) => `VipsForeignLoad${name}Buffer`),
  })
  library.cache(false)
  library.concurrency(1)
  return library
}
