import type { ApiFailure } from '@chaos/client-core'
import { useEffect, useRef, useState } from 'react'
import { ScanDialog } from '../../components/keys/scan-dialog.tsx'
import { startScanning } from './barcode-camera.ts'

type Props = {
  wrong: boolean
  busy: boolean
  failure: ApiFailure | null
  onText: (text: string) => void
  onClose: () => void
}

/** The camera is on for as long as this is on screen. */
export function ScanDevice({ onText, ...props }: Props) {
  const [video, setVideo] = useState<HTMLVideoElement | null>(null)
  const [blocked, setBlocked] = useState(false)
  const told = useRef(onText)
  useEffect(() => {
    told.current = onText
  })
  useEffect(() => {
    if (!video) return
    let last = ''
    const started = startScanning(video, (text) => {
      // The same code stays in front of the camera.
      if (text !== last) told.current(text)
      last = text
    })
    started.catch(() => setBlocked(true))
    return () => void started.then((stop) => stop()).catch(() => {})
  }, [video])
  return <ScanDialog {...props} blocked={blocked} videoRef={setVideo} />
}
