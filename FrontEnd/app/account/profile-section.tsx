import Button from '@mui/material/Button'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../../components/feedback/failure-text.ts'
import { Notice } from '../../components/feedback/notice.tsx'
import { RowSkeletons } from '../../components/feedback/row-skeletons.tsx'
import { ProfileForm } from '../../components/profile/profile-form.tsx'
import styles from '../../components/settings/settings.module.css'
import { useAppState, useClient } from '../client-context.ts'
import { useMutation } from '../community/use-mutation.ts'
import { PictureEditor } from './picture-editor.tsx'
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
  if (session.kind !== 'signedIn') return null
  const { id, displayName, avatar } = session.user
  return (
    <PictureEditor
      of={{ id, name: displayName, picture: avatar }}
      onSet={profile.setAvatar}
      onRemove={profile.removeAvatar}
    />
  )
}

function Words() {
  const { profile } = useClient()
  const { loaded, again } = useLoaded(profile.own)
  const { busy, failure, run } = useMutation()
  const [saved, setSaved] = useState(false)
  if (loaded.status === 'loading') return <RowSkeletons rows={4} />
  if (loaded.status === 'failed')
    return (
      <Notice
        tone="danger"
        title={failureText(loaded.failure)}
        actions={
          <Button size="small" onClick={again}>
            {t('action.retry')}
          </Button>
        }
      />
    )
  const { displayName, bio } = loaded.value
  return (
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
  )
}
