import type { Outcome } from '@chaos/client-core'
import { type ComponentProps, useEffect, useState } from 'react'
import { CropDialog } from '../../components/profile/crop-dialog.tsx'
import { type Cut, squareOf } from '../../components/profile/crop.ts'
import { type PictureProblem, PictureSettings } from '../../components/profile/picture-settings.tsx'
import { useMutation } from '../community/use-mutation.ts'
import { cutSquare, type OpenPicture, openPicture } from './square-picture.ts'

type Props = {
  of: ComponentProps<typeof PictureSettings>['person']
  title?: string
  onSet: (file: { type: string; content: Uint8Array<ArrayBuffer> }) => Promise<Outcome<unknown>>
  onRemove: () => Promise<Outcome<unknown>>
}

/** Chooses a picture, cuts it square and sends it: of a person or a community. */
export function PictureEditor({ of, title, onSet, onRemove }: Props) {
  const { busy, failure, run } = useMutation()
  const [problem, setProblem] = useState<PictureProblem | null>(null)
  const [open, setOpen] = useState<OpenPicture | null>(null)
  useEffect(() => () => open?.close(), [open])
  const choose = async (file: File) => {
    const opened = await openPicture(file)
    setProblem(opened.kind === 'failed' ? opened.problem : null)
    if (opened.kind === 'open') setOpen(opened.picture)
  }
  const use = async ({ bitmap, size }: OpenPicture, cut: Cut) => {
    const file = await cutSquare(bitmap, squareOf(size, cut)).catch(() => null)
    setProblem(file ? null : 'unreadable')
    setOpen(null)
    if (file) run(onSet(file), () => {})
  }
  return (
    <>
      <PictureSettings
        {...(title === undefined ? {} : { title })}
        person={of}
        busy={busy}
        problem={problem}
        failure={failure}
        onChoose={(file) => void choose(file)}
        onRemove={() => {
          setProblem(null)
          run(onRemove(), () => {})
        }}
      />
      {open ? (
        <CropDialog
          source={open.source}
          size={open.size}
          busy={busy}
          onUse={(cut) => void use(open, cut)}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </>
  )
}
