/** What browsers have of it (https://wicg.github.io/shape-detection-api); TypeScript's library does not know it. */
type BarcodeDetector = { detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]> }
type BarcodeDetectorClass = {
  new (options: { formats: string[] }): BarcodeDetector
  getSupportedFormats(): Promise<string[]>
}
declare global {
  interface Window {
    BarcodeDetector?: BarcodeDetectorClass
  }
}

const looksEveryMs = 200

/** Whether this browser reads QR codes and has a camera to see them with. */
export async function canScan(): Promise<boolean> {
  const formats = (await window.BarcodeDetector?.getSupportedFormats()) ?? []
  if (!formats.includes('qr_code')) return false
  const devices = await navigator.mediaDevices.enumerateDevices()
  return devices.some(({ kind }) => kind === 'videoinput')
}

/** Shows the camera in the element and tells each text that it reads. Rejects where the camera may not be used. */
export async function startScanning(video: HTMLVideoElement, onText: (text: string) => void): Promise<() => void> {
  if (!window.BarcodeDetector) throw new TypeError('this browser reads no codes')
  const detector = new window.BarcodeDetector({ formats: ['qr_code'] })
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
  video.srcObject = stream
  let looking = false
  const timer = setInterval(() => {
    if (looking || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return
    looking = true
    detector
      .detect(video)
      .then((codes) => {
        for (const { rawValue } of codes) onText(rawValue)
      })
      // A picture that cannot be looked at is followed by the next one.
      .catch(() => {})
      .finally(() => {
        looking = false
      })
  }, looksEveryMs)
  return () => {
    clearInterval(timer)
    for (const track of stream.getTracks()) track.stop()
    video.srcObject = null
  }
}
