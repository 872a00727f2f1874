import { useState } from 'react'

/** Puts a text into the clipboard, and knows whether it got there. */
export function useCopy(text: string): { copied: boolean; copy: () => void } {
  const [copied, setCopied] = useState(false)
  const copy = () =>
    void navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      // Without permission for the clipboard the text is on screen to copy by hand.
      () => setCopied(false),
    )
  return { copied, copy }
}
