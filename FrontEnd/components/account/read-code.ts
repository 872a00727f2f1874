export type CodeKind = 'totp' | 'recovery_code'

/** What was typed, as the server takes it; null when that cannot be a code. */
export function readCode(kind: CodeKind, typed: string): string | null {
  const code = kind === 'totp' ? typed.replaceAll(/\s/g, '') : typed.trim()
  return (kind === 'totp' ? /^\d{6}$/ : /\S/).test(code) ? code : null
}
