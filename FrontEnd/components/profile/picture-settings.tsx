import type { ApiFailure } from '@chaos/client-core'
import { avatarTypes } from '@chaos/protocol'
import Button from '@mui/material/Button'
import { useRef } from 'react'
import { t } from '../../assets/messages/t.ts'
import { Avatar } from '../avatar/avatar.tsx'
import { failureText } from '../feedback/failure-text.ts'
import { Notice } from '../feedback/notice.tsx'
import settings from '../settings/settings.module.css'

/** Why a file cannot be cut. */
export type PictureProblem = 'unreadable' | 'tooLarge'

type Props = {
  person: { id: string; name: string; picture: string | null; shape?: 'person' | 'community' }
  title?: string
  busy: boolean
  problem: PictureProblem | null
  failure: ApiFailure | null
  onChoose: (file: File) => void
  onRemove: () => void
}

export function PictureSettings({
  person,
  title = t('picture.title'),
  busy,
  problem,
  failure,
  onChoose,
  onRemove,
}: Props) {
  const input = useRef<HTMLInputElement>(null)
  const wrong = problem ? t(`picture.${problem}`) : failure ? failureText(failure) : null
  return (
    <section className={settings.group}>
      <h2>{title}</h2>
      {wrong ? <Notice tone="danger" role="alert" title={wrong} /> : null}
      <div className={settings.line}>
        <Avatar {...person} size={88} />
        <Button variant="outlined" loading={busy} onClick={() => input.current?.click()}>
          {person.picture === null ? t('picture.choose') : t('picture.change')}
        </Button>
        {person.picture === null ? null : (
          <Button disabled={busy} onClick={onRemove}>
            {t('picture.remove')}
          </Button>
        )}
        <input
          ref={input}
          type="file"
          accept={avatarTypes.join()}
          hidden
          onChange={({ currentTarget }) => {
            const file = currentTarget.files?.[0]
            if (file) onChoose(file)
            // So that the same file can be chosen again.
            currentTarget.value = ''
          }}
        />
      </div>
      <p className={settings.text}>{t('picture.text')}</p>
    </section>
  )
}
