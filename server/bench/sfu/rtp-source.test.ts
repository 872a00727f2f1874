import { expect, test } from 'vitest'
import { parseRtp } from '../../voice/rtp/rtp-packet.ts'
import { createRtpSource, rtpNumbers } from './rtp-source.ts'

test('the server reads what the peers send: 110 bytes with a loud level, numbered in order', () => {
  const source = createRtpSource({ payloadType: 111, levelExtensionId: 3, ssrc: 0xdeadbeef })
  const first = parseRtp(Buffer.from(source.next()), 3)
  const second = parseRtp(Buffer.from(source.next()), 3)
  expect(first).toMatchObject({ payloadType: 111, ssrc: 0xdeadbeef, level: 20 })
  expect((first?.payloadEnd ?? 0) - (first?.payloadStart ?? 0)).toBe(110)
  expect(((second?.sequence ?? 0) - (first?.sequence ?? 0)) & 0xffff).toBe(1)
  expect(((second?.timestamp ?? 0) - (first?.timestamp ?? 0)) >>> 0).toBe(960)
})

test('numbers come from the description', () => {
  const sdp = 'a=rtpmap:96 opus/48000/2\r\na=extmap:5/sendonly urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\n'
  expect(rtpNumbers(sdp)).toEqual({ payloadType: 96, levelExtensionId: 5 })
  expect(() => rtpNumbers('v=0\r\n')).toThrow('no Opus')
})
