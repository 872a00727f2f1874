import { useEffect, useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { CropDialog } from '../../components/profile/crop-dialog.tsx'
import { type Cut, squareOf } from '../../components/profile/crop.ts'
import { type PictureProblem, PictureSettings } from '../../components/profile/picture-settings.tsx'
import { ProfileForm } from '../../components/profile/profile-form.tsx'
import styles from '../../components/settings/settings.module.css'
import { useAppState, useClient } from '../client-context.ts'
import { useMutation } from '../community/use-mutation.ts'
import { LoadedSection } from './loaded-section.tsx'
import { cutSquare, type OpenPicture, openPicture } from './square-picture.ts'
import { useLoaded } from './use-loaded.ts'

export function ProfileSection() {
  return (
    <>
      <Picture />
      <Words />
    </>
  )
}

function Picture() {
  const { profile } = useClient()
  const session = useAppState((state) => state.session)
  const { busy, failure, run } = useMutation()
  const [problem, setProblem] = useState<PictureProblem | null>(null)
  const [open, setOpen] = useState<OpenPicture | null>(null)
  useEffect(() => () => open?.close(), [open])
  if (session.kind !== 'signedIn') return null
  const { id, displayName, avatar } = session.user
  const choose = async (file: File) => {
    const opened = await openPicture(file)
    setProblem(opened.kind === 'failed' ? opened.problem : null)
    if (opened.kind === 'open') setOpen(opened.picture)
  }
  const use = async ({ bitmap, size }: OpenPicture, cut: Cut) => {
    const file = await cutSquare(bitmap, squareOf(size, cut)).catch(() => null)
    setProblem(file ? null : 'unreadable')
    setOpen(null)
    if (file) run(profile.setAvatar(file), () => {})
  }
  return (
    <>
      <PictureSettings
        person={{ id, name: displayName, picture: avatar }}
        busy={busy}
        problem={problem}
        failure={failure}
        onChoose={(file) => void choose(file)}
        onRemove={() => {
          setProblem(null)
          run(profile.removeAvatar(), () => {})
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

function Words() {
  const { profile } = useClient()
  const { loaded, again } = useLoaded(profile.own)
  const { busy, failure, run } = useMutation()
  const [saved, setSaved] = useState(false)
  return (
    <LoadedSection loaded={loaded} onRetry={again}>
      {({ displayName, bio }) => (
        <section className={styles.group} aria-label={t('settings.profile')}>
          <ProfileForm
            // What the server made of it is shown.
            key={`${displayName}\n${bio}`}
            profile={{ displayName, bio }}
            busy={busy}
            saved={saved}
            failure={failure}
            onSave={(draft) =>
              run(profile.change(draft), () => {
                setSaved(true)
                again()
              })
            }
          />
        </section>
      )}
    </LoadedSection>
  )
}
