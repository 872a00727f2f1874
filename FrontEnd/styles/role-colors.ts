/** Colours of roles: what is kept, and how it is shown so that it can be read on each theme. */
export const roleColors = [
  { name: 'red', value: '#ad2318', light: '#ad2318', dark: '#ff8f80' },
  { name: 'orange', value: '#a33d00', light: '#a33d00', dark: '#ffa366' },
  { name: 'amber', value: '#7d5600', light: '#7d5600', dark: '#f0b84d' },
  { name: 'green', value: '#15703d', light: '#15703d', dark: '#63d190' },
  { name: 'teal', value: '#00686b', light: '#00686b', dark: '#4fd1cc' },
  { name: 'blue', value: '#1d5fb3', light: '#1d5fb3', dark: '#7db4ff' },
  { name: 'indigo', value: '#4a4fc4', light: '#4a4fc4', dark: '#a5a8ff' },
  { name: 'purple', value: '#7a3db8', light: '#7a3db8', dark: '#cf9bff' },
  { name: 'pink', value: '#a82570', light: '#a82570', dark: '#ff94c8' },
] as const

/** For elements with `data-role-color`. A colour that is not of ours would not be readable everywhere, so it is not used. */
export function roleColorStyle(value: string | null) {
  const found = roleColors.find((color) => color.value === value)
  return found ? { '--role-light': found.light, '--role-dark': found.dark } : {}
}
