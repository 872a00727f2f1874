import type { DiscoveryOrder } from '@chaos/protocol'
import Chip from '@mui/material/Chip'
import TextField from '@mui/material/TextField'
import { t } from '../../assets/messages/t.ts'
import { Choice } from '../forms/choice.tsx'
import styles from './discovery.module.css'

export type DiscoveryFilter = { words: string; tag: string | null; order: DiscoveryOrder }
type Props = { filter: DiscoveryFilter; onChange: (change: Partial<DiscoveryFilter>) => void }

const orders = ['activity', 'members'] as const

export function DiscoveryFilters({ filter: { words, tag, order }, onChange }: Props) {
  return (
    <>
      <form className={styles.filters} role="search" onSubmit={(event) => event.preventDefault()}>
        <TextField
          type="search"
          size="small"
          label={t('discover.search')}
          value={words}
          onChange={({ target }) => onChange({ words: target.value })}
          slotProps={{ htmlInput: { maxLength: 100 } }}
        />
        <Choice
          label={t('discover.order')}
          value={order}
          options={orders}
          wordsOf={(option) => t(`discover.order.${option}`)}
          onChoose={(chosen) => onChange({ order: chosen })}
        />
      </form>
      {tag === null ? null : (
        <div className={styles.tags}>
          <Chip
            label={t('discover.tag', { tag })}
            aria-label={t('discover.noTag', { tag })}
            onClick={() => onChange({ tag: null })}
            onDelete={() => onChange({ tag: null })}
          />
        </div>
      )}
    </>
  )
}
