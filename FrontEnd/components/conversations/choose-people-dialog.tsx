import type { ApiFailure, Loadable } from '@chaos/client-core'
import type { User } from '@chaos/protocol'
import Button from '@mui/material/Button'
import Checkbox from '@mui/material/Checkbox'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { Avatar } from '../avatar/avatar.tsx'
import { failureText } from '../feedback/failure-text.ts'
import { Notice } from '../feedback/notice.tsx'
import { RowSkeletons } from '../feedback/row-skeletons.tsx'
import { PersonName } from '../people/person-name.tsx'
import styles from './conversations.module.css'

type Props = {
  title: string
  submitLabel: string
  /** What the search found. */
  found: Loadable<User[]>
  /** How many may be chosen. */
  most: number
  /** A new group may get a name. */
  mayName: boolean
  busy: boolean
  failure: ApiFailure | null
  onSearch: (text: string) => void
  onSubmit: (people: User[], name: string) => void
  onClose: () => void
}

/** Chooses whom to talk with, by the beginning of their names. */
export function ChoosePeopleDialog(props: Props) {
  const { title, submitLabel, most, mayName, busy, failure, onSearch, onSubmit, onClose } = props
  const [chosen, setChosen] = useState<User[]>([])
  const [name, setName] = useState('')
  const toggle = (user: User) =>
    setChosen((before) =>
      before.some(({ id }) => id === user.id) ? before.filter(({ id }) => id !== user.id) : [...before, user],
    )
  return (
    <Dialog open fullWidth maxWidth="xs" onClose={onClose} aria-labelledby="people-title">
      <DialogTitle id="people-title">{title}</DialogTitle>
      <DialogContent>
        <TextField
          fullWidth
          autoFocus
          size="small"
          margin="dense"
          label={t('conversations.search')}
          helperText={
            chosen.length > 0 ? t('conversations.chosen', { count: chosen.length }) : t('conversations.searchText')
          }
          onChange={({ target }) => onSearch(target.value)}
        />
        <Found {...props} chosen={chosen} onToggle={toggle} />
        {mayName && chosen.length > 1 ? (
          <TextField
            fullWidth
            size="small"
            label={t('conversations.groupName')}
            value={name}
            slotProps={{ htmlInput: { maxLength: 64 } }}
            onChange={({ target }) => setName(target.value)}
          />
        ) : null}
        {chosen.length >= most ? <Notice tone="info" title={t('conversations.most')} /> : null}
        {failure ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button
          variant="contained"
          disabled={chosen.length === 0}
          loading={busy}
          onClick={() => onSubmit(chosen, name.trim())}
        >
          {submitLabel}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

type FoundProps = Pick<Props, 'found' | 'most'> & { chosen: User[]; onToggle: (user: User) => void }

function Found({ found, most, chosen, onToggle }: FoundProps) {
  if (found.status === 'loading') return <RowSkeletons rows={4} />
  if (found.status === 'failed') return <Notice tone="danger" title={failureText(found.failure)} />
  const ids = new Set(chosen.map(({ id }) => id))
  const shown = [...chosen, ...found.value.filter(({ id }) => !ids.has(id))]
  if (shown.length === 0) return <p className={styles.none}>{t('conversations.nobody')}</p>
  return (
    <ul className={styles.people} aria-label={t('nav.people')}>
      {shown.map((user) => (
        <li key={user.id}>
          <label className={styles.person} htmlFor={`choose-${user.id}`}>
            <Checkbox
              size="small"
              id={`choose-${user.id}`}
              checked={ids.has(user.id)}
              disabled={!ids.has(user.id) && chosen.length >= most}
              onChange={() => onToggle(user)}
            />
            <Avatar id={user.id} name={user.displayName} picture={user.avatar} size={28} />
            <span className={styles.words}>
              <PersonName name={user.displayName} />
              <span className={styles.detail}>{user.userName}</span>
            </span>
          </label>
        </li>
      ))}
    </ul>
  )
}
