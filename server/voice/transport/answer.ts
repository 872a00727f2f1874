const linesOf = (text: string): string[] => text.split(/\r?\n/).filter((line) => line !== '')
const isCandidate = (line: string): boolean => /^a=(candidate:|end-of-candidates)/.test(line)

/**
 * The client's answer as the offer that our library answers. The library gets one section with all slots' SSRCs, for
 * which the client's first slot stands: a track of it costs memory and a wake-up source of the event loop, which all
 * packets then pay. Where the client is shows when it knocks; its own candidates would only be tried in turn, 50 ms each.
 */
export function asLibraryOffer(answer: string): string {
  const [session = '', ...sections] = answer.split(/\r?\n(?=m=)/)
  const bundled = linesOf(session).map((line) =>
    line.startsWith('a=group:BUNDLE') ? 'a=group:BUNDLE mic slot0' : line,
  )
  const kept = sections.slice(0, 2).flatMap(linesOf)
  return [...bundled, ...kept.filter((line) => !isCandidate(line)), ''].join('\r\n')
}

/** Whether every slot section of an answer kept RED. Firefox drops it. */
export function answerTakesRed(sdp: string): boolean {
  const slots = sdp.split(/\r?\nm=/).slice(2)
  return slots.length > 0 && slots.every((section) => /\r?\na=rtpmap:\d+ red\/48000/i.test(section))
}
