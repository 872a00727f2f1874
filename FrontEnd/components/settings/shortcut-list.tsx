import { type MessageKey, t } from '../../assets/messages/t.ts'
import styles from './settings.module.css'

type Shortcut = { keys: string[]; words: Extract<MessageKey, `keys.${string}`> }

const shortcuts: Shortcut[] = [
  { keys: ['Ctrl', 'K'], words: 'keys.palette' },
  { keys: ['Ctrl', 'Shift', 'M'], words: 'keys.mute' },
  { keys: ['Ctrl', 'Shift', 'D'], words: 'keys.deafen' },
  { keys: ['Alt', '↑'], words: 'keys.previousChannel' },
  { keys: ['Alt', '↓'], words: 'keys.nextChannel' },
  { keys: ['Shift', 'F10'], words: 'keys.menu' },
  { keys: ['?'], words: 'keys.help' },
  { keys: ['Esc'], words: 'keys.escape' },
]

export function ShortcutList() {
  return (
    <dl className={styles.shortcuts}>
      {shortcuts.map(({ keys, words }) => (
        <div key={words} className={styles.shortcut}>
          <dt>{t(words)}</dt>
          <dd>
            {keys.map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  )
}
