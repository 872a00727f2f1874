import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { OverviewForm } from '../../components/community-settings/overview-form.tsx'
import { PictureEditor } from '../account/picture-editor.tsx'
import { useMutation } from '../community/use-mutation.ts'
import type { SectionProps } from './section.ts'
import { useCommunityCare } from './use-community-care.ts'

export function OverviewSection({ view: { community, settings, channels } }: SectionProps) {
  const { id, name, icon } = community
  const care = useCommunityCare(id)
  const { busy, failure, run } = useMutation()
  const [saved, setSaved] = useState(0)
  return (
    <>
      <PictureEditor
        of={{ id, name, picture: icon, shape: 'community' }}
        title={t('communitySettings.icon')}
        onSet={care.setIcon}
        onRemove={care.removeIcon}
      />
      <OverviewForm
        // What the server made of it is shown.
        key={saved}
        community={community}
        settings={settings}
        channels={channels}
        busy={busy}
        saved={saved > 0}
        failure={failure}
        onSave={(change) => run(care.change(change), () => setSaved((times) => times + 1))}
      />
    </>
  )
}
