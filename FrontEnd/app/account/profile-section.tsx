import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { ProfileForm } from '../../components/profile/profile-form.tsx'
import styles from '../../components/settings/settings.module.css'
import { useAppState, useClient } from '../client-context.ts'
import { useMutation } from '../community/use-mutation.ts'
import { LoadedSection } from './loaded-section.tsx'
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
