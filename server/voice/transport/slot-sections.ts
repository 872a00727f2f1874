import { slotSsrc } from '../rtp/slot-ssrc.ts'

// Clients get one section for each slot, since a browser makes one receiver of a section. The library gets one section
// with all slots' SSRCs: a track of it costs memory and a wake-up source of the event loop, which all packets then pay.

const firstSlot = 'slot0'

const sectionsOf = (sdp: string): { session: string[]; sections: string[][] } => {
  const [session = '', ...sections] = sdp.split(/\r?\n(?=m=)/)
  return { session: linesOf(session), sections: sections.map(linesOf) }
}
const linesOf = (text: string): string[] => text.split(/\r?\n/).filter((line) => line !== '')
const textOf = (parts: readonly (readonly string[])[]): string =>
  parts.map((lines) => `${lines.join('\r\n')}\r\n`).join('')

/** Sections are bundled (RFC 9143), and nothing has to be played in step: there is only sound. */
const bundle = (session: readonly string[], mids: readonly string[]): string[] =>
  session.flatMap((line) => {
    if (line.startsWith('a=group:LS')) return []
    return line.startsWith('a=group:BUNDLE') ? [`a=group:BUNDLE ${mids.join(' ')}`] : [line]
  })

/** The library's offer as the client gets it: a section for each slot. */
export function spreadSlots(offer: string, slots: number): string {
  const { session, sections } = sectionsOf(offer)
  const [microphone = [], shared = []] = sections
  const mids = Array.from({ length: slots }, (_, slot) => `slot${slot}`)
  const spread = mids.map((mid, slot) =>
    shared.flatMap((line) => {
      if (line === `a=mid:${firstSlot}`) return [`a=mid:${mid}`]
      if (line.startsWith('a=ssrc:')) return line.startsWith(`a=ssrc:${slotSsrc(slot)} `) ? [line] : []
      if (line.startsWith('a=msid:')) return line === `a=msid:${mid} ${mid}` ? [line] : []
      return [line]
    }),
  )
  return textOf([bundle(session, ['mic', ...mids]), microphone, ...spread])
}

/** The client's answer as the library takes it: the first slot stands for all of them. */
export function gatherSlots(answer: string): string {
  const { session, sections } = sectionsOf(answer)
  return textOf([bundle(session, ['mic', firstSlot]), ...sections.slice(0, 2)])
}
