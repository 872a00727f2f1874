import type { PaletteEntry } from '../../components/palette/search.ts'

/** An entry of the palette with what it does. */
export type Command = PaletteEntry & { run: () => void }

/** Opens an address of the client. */
export type Go = (address: string) => void
