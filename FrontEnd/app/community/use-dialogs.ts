import { useState } from 'react'

export type OpenDialog =
  | { kind: 'createChannel'; categoryId?: string | null }
  | { kind: 'moveChannel'; channelId: string }
  | { kind: 'createCategory' }
  | { kind: 'renameCategory'; categoryId: string }
  | { kind: 'deleteCategory'; categoryId: string }
  | { kind: 'categoryMenu'; categoryId: string; anchor: HTMLElement }
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
