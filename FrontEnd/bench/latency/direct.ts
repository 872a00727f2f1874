import type { Page } from 'playwright-core'
import { delays } from './marker.ts'
import { stopTape } from './page-script.ts'

declare global {
  interface Window {
    direct?: RTCPeerConnection
  }
}

/** Joins two pages by a bare RTCPeerConnection, the floor for any browser, and returns the delays it has. */
export async function measureDirect(speaker: Page, listener: Page, seconds: number): Promise<number[]> {
  const offer = await speaker.evaluate(async () => {
    const connection = new RTCPeerConnection()
    window.direct = connection
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
    for (const track of stream.getAudioTracks()) connection.addTrack(track, stream)
    await connection.setLocalDescription()
    await new Promise<void>((resolve) => {
      if (connection.iceGatheringState === 'complete') return resolve()
      connection.onicegatheringstatechange = () => connection.iceGatheringState === 'complete' && resolve()
    })
    return connection.localDescription?.sdp ?? ''
  })
  const answer = await listener.evaluate(async (sdp) => {
    const connection = new RTCPeerConnection()
    window.direct = connection
    connection.ontrack = ({ track }) => {
      const element = new Audio()
      element.srcObject = new MediaStream([track])
      void element.play()
      Object.assign(window, { element })
    }
    await connection.setRemoteDescription({ type: 'offer', sdp })
    await connection.setLocalDescription()
    await new Promise<void>((resolve) => {
      if (connection.iceGatheringState === 'complete') return resolve()
      connection.onicegatheringstatechange = () => connection.iceGatheringState === 'complete' && resolve()
    })
    return connection.localDescription?.sdp ?? ''
  }, offer)
  await speaker.evaluate(async (sdp) => {
    await window.direct?.setRemoteDescription({ type: 'answer', sdp })
  }, answer)
  const measured = await tape(speaker, listener, seconds)
  for (const page of [speaker, listener]) await page.evaluate(() => window.direct?.close())
  return measured
}

/** Lets both sides settle, tapes mouth and ear together, and compares. */
export async function tape(speaker: Page, listener: Page, seconds: number): Promise<number[]> {
  await speaker.waitForTimeout(3_000)
  for (const page of [speaker, listener]) await page.evaluate(() => window.probe.startTape())
  await speaker.waitForTimeout(seconds * 1_000)
  const [{ mouth }, { ear }] = await Promise.all([stopTape(speaker), stopTape(listener)])
  return delays(mouth, ear)
}
