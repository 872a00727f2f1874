import { useState } from 'react'

/** Puts a text into the clipboard, and knows whether it got there; of another text it does not. */
export function useCopy(text: string): { copied: boolean; copy: () => void } {
  const [copied, setCopied] = useState<string | null>(null)
  const copy = () =>
    void navigator.clipboard.writeText(text).then(
      () => setCopied(text),
      // Without permission for the clipboard the text is on screen to copy by hand.
      () => setCopied(null),
    )
  return { copied: copied === text, copy }
}
