import { describe, expect, it } from 'vitest'
import { slotSsrc } from '../rtp/slot-ssrc.ts'
import { candidatesOf, createIceCredentials, localAddresses, writeOffer } from './offer.ts'

const addresses = [
  { ip: '203.0.113.5', port: 40_000 },
  { ip: '2001:db8::1', port: 40_000 },
]
const candidates = [
  'candidate:1 1 UDP 2130706431 203.0.113.5 40000 typ host',
  'candidate:2 1 UDP 2130706175 2001:db8::1 40000 typ host',
]

it('candidates are our addresses, the first one preferred', () => {
  expect(candidatesOf(addresses)).toEqual(candidates)
})

it('credentials are made of ICE characters and are long enough (RFC 8839 §5.4)', () => {
  const { iceUfrag, icePwd } = createIceCredentials()
  expect(iceUfrag).toMatch(/^[A-Za-z0-9+/]{8}$/)
  expect(icePwd).toMatch(/^[A-Za-z0-9+/]{24}$/)
  expect(createIceCredentials()).not.toEqual({ iceUfrag, icePwd })
})

describe('V3: the offer', () => {
  const credentials = { iceUfrag: 'fragment', icePwd: 'password' }
  const offer = writeOffer({ credentials, fingerprint: 'AB:CD', addresses, slots: 2 })
  const [session = '', ...sections] = offer.split(/\r\n(?=m=)/)
  const linesOf = (text = '') => text.split('\r\n')

  it('makes the client the controlling agent and names our certificate', () => {
    expect(linesOf(session)).toEqual(expect.arrayContaining(['a=ice-lite', 'a=fingerprint:sha-256 AB:CD']))
    expect(session).toContain('\r\na=group:BUNDLE mic slot0 slot1\r\n')
  })

  it('has a section to receive on, RED first, with all our addresses', () => {
    expect(sections[0]).toMatch(/^m=audio 9 UDP\/TLS\/RTP\/SAVPF 63 111\r\n/)
    expect(linesOf(sections[0])).toEqual(
      expect.arrayContaining(['a=mid:mic', 'a=recvonly', 'a=setup:actpass', ...candidates.map((line) => `a=${line}`)]),
    )
  })

  it('has a section for each slot with the one SSRC of it', () => {
    expect(sections).toHaveLength(3)
    for (const slot of [0, 1]) {
      const lines = linesOf(sections[slot + 1])
      expect(lines).toEqual(expect.arrayContaining([`a=mid:slot${slot}`, 'a=sendonly', 'a=ice-ufrag:fragment']))
      expect(new Set(lines.flatMap((line) => /^a=ssrc:(\d+)/.exec(line)?.[1] ?? []))).toEqual(
        new Set([String(slotSsrc(slot))]),
      )
    }
    expect(offer.endsWith('\r\n')).toBe(true)
  })
})

it('local addresses are those others may reach, or loopback', () => {
  const found = localAddresses()
  expect(found.length).toBeGreaterThan(0)
  for (const address of found) expect(address).not.toMatch(/^fe80:/)
  if (found.length > 1) expect(found).not.toContain('127.0.0.1')
})
