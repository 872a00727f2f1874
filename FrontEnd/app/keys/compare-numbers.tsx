import { useState } from 'react'
import { SafetyNumberButton } from '../../components/keys/safety-number-button.tsx'
import { useAppState } from '../client-context.ts'
import { SafetyNumber } from './safety-number.tsx'

/** Nothing for somebody without keys. */
export function CompareNumbers({ userId, name }: { userId: string; name: string }) {
  const hasKeys = useAppState(({ trust }) => (trust[userId]?.identityKey ?? null) !== null)
  const [open, setOpen] = useState(false)
  return (
    <>
      {hasKeys ? <SafetyNumberButton onClick={() => setOpen(true)} /> : null}
      {open ? <SafetyNumber userId={userId} name={name} onClose={() => setOpen(false)} /> : null}
    </>
  )
}
