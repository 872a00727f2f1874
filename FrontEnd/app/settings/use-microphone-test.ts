import type { MicrophoneTest } from '@chaos/client-core'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useClient } from '../client-context.ts'
import { smooth } from '../wiring/level-loop.ts'

type Problem = 'refused' | 'missing' | 'busy'

/** How often the meter tells assistive technology its value, ms. */
const spokenEveryMs = 500

/** A running microphone test; it ends with the page, whatever happens. */
export function useMicrophoneTest() {
  const { devices } = useClient()
  const [test, setTest] = useState<MicrophoneTest | null>(null)
  const [echo, setEcho] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const meterRef = useRef<HTMLDivElement>(null)
  const alive = useRef(true)

  useEffect(() => {
    alive.current = true
    return () => {
      alive.current = false
    }
  }, [])
  useEffect(() => {
    if (!test) return
    const fill = meterRef.current
    let shown = 0
    let spoken = 0
    let handle = 0
    const draw = (now: number) => {
      handle = requestAnimationFrame(draw)
      shown = smooth(shown, test.level())
      if (fill) fill.style.transform = `scaleX(${shown.toFixed(3)})`
      if (now - spoken < spokenEveryMs) return
      spoken = now
      fill?.parentElement?.setAttribute('aria-valuenow', String(Math.round(shown * 100)))
    }
    handle = requestAnimationFrame(draw)
    return () => {
      cancelAnimationFrame(handle)
      if (fill) fill.style.transform = ''
      test.close()
    }
  }, [test])

  const start = useCallback(async () => {
    setProblem(null)
    const opened = await devices.openTest()
    if (opened.kind === 'failed') setProblem(opened.reason)
    else if (alive.current) setTest(opened.test)
    else opened.test.close()
    // Names of devices are known only once the microphone was allowed.
    void devices.refresh()
  }, [devices])

  return {
    running: test !== null,
    echo,
    problem,
    meterRef,
    onStart: () => void start(),
    onStop: () => {
      setTest(null)
      setEcho(false)
    },
    onEcho: (on: boolean) => {
      setEcho(on)
      test?.setEcho(on)
    },
  }
}
