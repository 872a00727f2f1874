import { useEffect, useState } from 'react'

/** How long a person pauses between two letters at most, ms. */
const pauseMs = 250

/** The value once it has stayed the same for a moment. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMs)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
