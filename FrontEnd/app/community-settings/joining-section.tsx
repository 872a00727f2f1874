import { useMemo, useState } from 'react'
import { JoiningForm } from '../../components/community-settings/joining-form.tsx'
import { useMutation } from '../community/use-mutation.ts'
import type { SectionProps } from './section.ts'
import { useCommunityCare } from './use-community-care.ts'

export function JoiningSection({ view: { community, settings, roles } }: SectionProps) {
  const care = useCommunityCare(community.id)
  const { busy, failure, run } = useMutation()
  const [saved, setSaved] = useState(0)
  const own = useMemo(() => roles.filter(({ kind }) => kind === 'custom'), [roles])
  return (
    <JoiningForm
      key={saved}
      settings={settings}
      roles={own}
      busy={busy}
      saved={saved > 0}
      failure={failure}
      onSave={(change) => run(care.change(change), () => setSaved((times) => times + 1))}
    />
  )
}
