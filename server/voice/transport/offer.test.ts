import { describe, expect, it } from 'vitest'
import { answerTakesRed, candidatesOf, localAddresses, withoutCandidates } from './offer.ts'

const sdp = (...sections: string[][]) => [...['v=0', 's=-'], ...sections.flat(), ''].join('\r\n')
const mic = ['m=audio 9 UDP/TLS/RTP/SAVPF 63 111', 'a=mid:mic']
const slot = ['m=audio 9 UDP/TLS/RTP/SAVPF 111 63', 'a=mid:slot0']
const candidate = 'a=candidate:1 1 UDP 2122317823 172.17.0.2 40000 typ host'

describe('V3: candidates', () => {
  it('are our addresses, the first one preferred', () => {
    const addresses = [
      { ip: '203.0.113.5', port: 40_000 },
      { ip: '2001:db8::1', port: 40_000 },
    ]
    expect(candidatesOf(addresses)).toEqual([
      'candidate:1 1 UDP 2130706431 203.0.113.5 40000 typ host',
      'candidate:2 1 UDP 2130706175 2001:db8::1 40000 typ host',
    ])
  })

  it('are taken out of the offer, whose other lines stay as they are', () => {
    const offer = sdp([...mic, candidate, 'a=end-of-candidates'], [...slot, candidate])
    expect(withoutCandidates(offer)).toBe(sdp(mic, slot))
    expect(withoutCandidates(sdp(mic, slot))).toBe(sdp(mic, slot))
  })
})

describe('an answer takes RED', () => {
  const red = 'a=rtpmap:63 red/48000/2'

  it('when every slot kept it', () => {
    expect(answerTakesRed(sdp(mic, [...slot, red], [...slot, red]))).toBe(true)
    expect(answerTakesRed(sdp([...mic, red], [...slot, red], slot))).toBe(false)
    expect(answerTakesRed(sdp([...mic, red], slot, slot))).toBe(false)
  })

  it('not when there are no slots, and whatever the line ends are', () => {
    expect(answerTakesRed(sdp([...mic, red]))).toBe(false)
    expect(answerTakesRed(sdp(mic, [...slot, 'a=rtpmap:99 RED/48000/2']).replaceAll('\r\n', '\n'))).toBe(true)
    expect(answerTakesRed('')).toBe(false)
  })
})

it('local addresses are those others may reach, or loopback', () => {
  const addresses = localAddresses()
  expect(addresses.length).toBeGreaterThan(0)
  for (const address of addresses) expect(address).not.toMatch(/^fe80:/)
  if (addresses.length > 1) expect(addresses).not.toContain('127.0.0.1')
})
