import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'

const DemoUser = Type.Object({ userName: Type.String(), password: Type.String() })
export type DemoUser = Static<typeof DemoUser>

/** What was seeded, with passwords: readable by the server's account alone. */
const Demo = Type.Object({ users: Type.Array(DemoUser), inviteCode: Type.String() })
export type Demo = Static<typeof Demo>

const pathIn = (folder: string) => join(folder, 'demo.json')

/** null when there is none, or none that can be read. */
export function readDemo(folder: string): Demo | null {
  try {
    const value: unknown = JSON.parse(readFileSync(pathIn(folder), 'utf8'))
    return Value.Check(Demo, value) ? value : null
  } catch {
    return null
  }
}

export function writeDemo(folder: string, demo: Demo): void {
  const draft = `${pathIn(folder)}.new`
  writeFileSync(draft, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 })
  renameSync(draft, pathIn(folder))
}
