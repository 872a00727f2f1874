import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { english } from './catalogue.ts'
import { t } from './t.ts'

describe('t', () => {
  it('fills names and chooses the plural form by count', () => {
    expect(t('home.title', { name: 'Mara' })).toBe('Welcome, Mara')
    expect(t('invite.members', { count: 1 })).toBe('1 member')
    expect(t('invite.members', { count: 2 })).toBe('2 members')
  })

  it('takes values as they are, braces and dollar signs included', () => {
    expect(t('home.title', { name: '{count} $& $1' })).toBe('Welcome, {count} $& $1')
  })

  it('has each text once: a second one of the same name would hide the first', async () => {
    const folder = join(import.meta.dirname, 'en')
    const names: string[] = []
    for (const file of readdirSync(folder)) {
      // oxlint-disable-next-line typescript/no-unsafe-assignment -- a module that is found by its name has no type
      const parts: Record<string, object> = await import(join(folder, file))
      names.push(...Object.values(parts).flatMap((part) => Object.keys(part)))
    }
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
    expect(names.toSorted()).toEqual(Object.keys(english).toSorted())
  })

  it('keeps to the house tone: no exclamation marks, no straight apostrophes', () => {
    const texts = Object.values(english).flatMap((entry) =>
      typeof entry === 'string' ? [entry] : Object.values(entry),
    )
    expect(texts.filter((text) => /[!']/.test(text))).toEqual([])
  })
})
