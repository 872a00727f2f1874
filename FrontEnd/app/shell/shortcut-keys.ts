export type ShortcutAction = 'palette' | 'shortcuts' | 'mute' | 'deafen' | 'previousChannel' | 'nextChannel'

type Keys = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

/**
 * What a key press asks for. Letters go by the physical key where they come with Ctrl or Cmd, so that keyboard layouts
 * of other scripts work too.
 *
 * @param typing the press went into a text field, where plain characters belong
 */
export function actionOf(event: Keys, typing: boolean): ShortcutAction | null {
  const command = event.ctrlKey || event.metaKey
  if (command && !event.altKey) {
    if (event.code === 'KeyK' && !event.shiftKey) return 'palette'
    if (event.code === 'KeyM' && event.shiftKey) return 'mute'
    if (event.code === 'KeyD' && event.shiftKey) return 'deafen'
    return null
  }
  if (event.altKey && !event.shiftKey) {
    if (event.key === 'ArrowUp') return 'previousChannel'
    if (event.key === 'ArrowDown') return 'nextChannel'
    return null
  }
  return event.key === '?' && !typing ? 'shortcuts' : null
}
