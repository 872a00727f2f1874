import SearchIcon from '@mui/icons-material/SearchRounded'
import Dialog from '@mui/material/Dialog'
import { type KeyboardEvent, useMemo, useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import styles from './command-palette.module.css'
import { type PaletteEntry, searchPalette } from './search.ts'

type Props = { entries: PaletteEntry[]; onChoose: (entry: PaletteEntry) => void; onClose: () => void }

/** One field to go anywhere and do anything (combobox pattern of the ARIA authoring guide). */
export function CommandPalette({ entries, onChoose, onClose }: Props) {
  const [text, setText] = useState('')
  const [index, setIndex] = useState(0)
  const found = useMemo(() => searchPalette(entries, text), [entries, text])
  const current = found[Math.min(index, found.length - 1)]
  const move = (step: number) =>
    setIndex((before) => (found.length ? (before + step + found.length) % found.length : 0))
  const keyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') move(1)
    else if (event.key === 'ArrowUp') move(-1)
    else if (event.key === 'Enter' && current) onChoose(current)
    else return
    event.preventDefault()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      fullWidth
      maxWidth="sm"
      slotProps={{ paper: { 'aria-label': t('palette.title'), className: styles.paper ?? '' } }}
    >
      <div className={styles.field}>
        <SearchIcon fontSize="small" aria-hidden="true" />
        <input
          className={styles.input}
          role="combobox"
          aria-label={t('palette.title')}
          aria-expanded="true"
          aria-controls="palette-results"
          aria-autocomplete="list"
          aria-activedescendant={current ? `palette-${current.id}` : undefined}
          placeholder={t('palette.placeholder')}
          value={text}
          autoFocus
          onChange={(event) => {
            setText(event.target.value)
            setIndex(0)
          }}
          onKeyDown={keyDown}
        />
      </div>
      <div className={styles.results} id="palette-results" role="listbox" aria-label={t('palette.results')}>
        {found.map((entry) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the field has the focus and the keys
          <div
            key={entry.id}
            id={`palette-${entry.id}`}
            className={styles.entry}
            role="option"
            aria-selected={entry === current}
            ref={(element) => {
              if (entry === current) element?.scrollIntoView({ block: 'nearest' })
            }}
            onMouseMove={() => setIndex(found.indexOf(entry))}
            onClick={() => onChoose(entry)}
          >
            <span className={styles.kind}>{t(`palette.${entry.kind}`)}</span>
            <span className={styles.label}>{entry.label}</span>
            <span className={styles.hint}>{entry.hint}</span>
          </div>
        ))}
      </div>
      {found.length === 0 ? <p className={styles.none}>{t('palette.empty')}</p> : null}
    </Dialog>
  )
}
