export type ShortcutAction = 'palette' | 'shortcuts' | 'mute' | 'deafen' | 'previousChannel' | 'nextChannel'

type Keys = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

/**
 * What a key press asks for. Letters go by the physical key where they come with Ctrl or Cmd, so that keyboard layouts
 * of other scripts work too.
 *
 * @param typing the press went into a text field, where plain characters belong
 */
export function actionOf(event: Keys, typing: boolean): ShortcutAction | null {
  const held = heldKeys(event)
  if (event.key === '?') return typing || held.some((key) => key !== 'Shift') ? null : 'shortcuts'
  return combinations[[...held, event.altKey ? event.key : event.code].join('+')] ?? null
}

const heldKeys = ({ ctrlKey, metaKey, altKey, shiftKey }: Keys): string[] => [
  ...(ctrlKey || metaKey ? ['Command'] : []),
  ...(altKey ? ['Alt'] : []),
  ...(shiftKey ? ['Shift'] : []),
]

const combinations: Partial<Record<string, ShortcutAction>> = {
  'Command+KeyK': 'palette',
  'Command+Shift+KeyM': 'mute',
  'Command+Shift+KeyD': 'deafen',
  'Alt+ArrowUp': 'previousChannel',
  'Alt+ArrowDown': 'nextChannel',
}
