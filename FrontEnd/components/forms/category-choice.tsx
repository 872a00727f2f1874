import { t } from '../../assets/messages/t.ts'
import { Choice } from './choice.tsx'

type Props = {
  categories: readonly { id: string; name: string }[]
  categoryId: string | null
  onChoose: (categoryId: string | null) => void
}

export function CategoryChoice({ categories, categoryId, onChoose }: Props) {
  return (
    <Choice
      label={t('channel.category')}
      value={categoryId ?? ''}
      options={['', ...categories.map(({ id }) => id)]}
      wordsOf={(id) => categories.find((category) => category.id === id)?.name ?? t('channel.noCategory')}
      onChoose={(id) => onChoose(id === '' ? null : id)}
    />
  )
}
