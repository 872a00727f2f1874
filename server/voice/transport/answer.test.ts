import { describe, expect, it } from 'vitest'
import { answerTakesRed, asLibraryOffer } from './answer.ts'

const text = (lines: readonly string[]): string => `${lines.join('\r\n')}\r\n`
const mic = ['m=audio 9 UDP/TLS/RTP/SAVPF 63 111', 'a=mid:mic']
const slot = (index: number): string[] => ['m=audio 9 UDP/TLS/RTP/SAVPF 111 63', `a=mid:slot${index}`]

describe('the answer as the library gets it', () => {
  const whole = ['v=0', 'a=group:BUNDLE mic slot0 slot1', ...mic, ...slot(0), ...slot(1)]
  const cut = text(['v=0', 'a=group:BUNDLE mic slot0', ...mic, ...slot(0)])

  it('is cut to the microphone and the first slot, whatever the line ends are', () => {
    expect(asLibraryOffer(text(whole))).toBe(cut)
    expect(asLibraryOffer(whole.join('\n'))).toBe(cut)
  })

  it('V3: has no candidates', () => {
    const candidates = ['a=candidate:1 1 UDP 2122317823 172.17.0.2 40000 typ host', 'a=end-of-candidates']
    expect(asLibraryOffer(text([...whole.slice(0, 4), ...candidates, ...whole.slice(4)]))).toBe(cut)
  })

  it('without sections stays without', () => {
    expect(asLibraryOffer('')).toBe('')
    expect(asLibraryOffer('v=0')).toBe('v=0\r\n')
  })
})

describe('an answer takes RED', () => {
  const red = 'a=rtpmap:63 red/48000/2'
  const answer = (...sections: string[][]) => text(['v=0', ...sections.flat()])

  it('when every slot kept it', () => {
    expect(answerTakesRed(answer(mic, [...slot(0), red], [...slot(1), red]))).toBe(true)
    expect(answerTakesRed(answer([...mic, red], [...slot(0), red], slot(1)))).toBe(false)
    expect(answerTakesRed(answer([...mic, red], slot(0), slot(1)))).toBe(false)
  })

  it('not when there are no slots, and whatever the line ends are', () => {
    expect(answerTakesRed(answer([...mic, red]))).toBe(false)
    expect(answerTakesRed(answer(mic, [...slot(0), 'a=rtpmap:99 RED/48000/2']).replaceAll('\r\n', '\n'))).toBe(true)
    expect(answerTakesRed('')).toBe(false)
  })
})
