import { useEffect, useRef, useState } from 'react'
import { ScanDialog } from '../../components/keys/scan-dialog.tsx'
import { useClient } from '../client-context.ts'
import { useMutation } from '../community/use-mutation.ts'
import { startScanning } from './barcode-camera.ts'

type Props = { approvalId: string; onAdded: () => void; onClose: () => void }

/** Lets in the device whose code the camera reads. */
export function ScanDevice({ approvalId, onAdded, onClose }: Props) {
  const { keys } = useClient()
  const { busy, failure, run } = useMutation()
  const [wrong, setWrong] = useState(false)
  const scan = async (text: string) => {
    const outcome = await keys.scanCode(approvalId, text)
    const isOther = 'wrong' in outcome
    setWrong(isOther)
    return isOther ? ({ ok: true, value: 'other' } as const) : outcome
  }
  const { blocked, setVideo } = useScanning((text) =>
    run(scan(text), (value) => (value === 'other' ? undefined : onAdded())),
  )
  return <ScanDialog {...{ busy, failure, wrong, blocked, onClose }} videoRef={setVideo} />
}

/** The camera is on for as long as its picture is on screen. */
function useScanning(onText: (text: string) => void) {
  const [video, setVideo] = useState<HTMLVideoElement | null>(null)
  const [blocked, setBlocked] = useState(false)
  const told = useRef(onText)
  useEffect(() => {
    told.current = onText
  })
  useEffect(() => {
    if (!video) return undefined
    let last = ''
    const started = startScanning(video, (text) => {
      // The same code stays in front of the camera.
      if (text !== last) told.current(text)
      last = text
    })
    started.catch(() => setBlocked(true))
    return () => void started.then((stop) => stop()).catch(() => {})
  }, [video])
  return { blocked, setVideo }
}
