import { useState } from 'react'

export type OpenDialog =
  | { kind: 'createChannel' }
  | { kind: 'editChannel'; channelId: string }
  | { kind: 'deleteChannel'; channelId: string }
  | { kind: 'invite' }
  | { kind: 'channelLevels'; channelId: string; anchor: HTMLElement }
  | { kind: 'channelMenu'; channelId: string; anchor: HTMLElement }

export type Dialogs = { open: OpenDialog | null; show: (dialog: OpenDialog) => void; close: () => void }

/** One dialog at a time. */
export function useDialogs(): Dialogs {
  const [open, setOpen] = useState<OpenDialog | null>(null)
  return { open, show: setOpen, close: () => setOpen(null) }
}
