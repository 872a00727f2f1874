import { expect, it } from 'vitest'
import { contrast } from './contrast.ts'
import { roleColorStyle, roleColors } from './role-colors.ts'
import { dark, light } from './tokens.ts'

it.each(roleColors)('$name can be read on every surface of both themes (WCAG 1.4.3)', (color) => {
  for (const surface of ['side', 'stage', 'raised', 'lifted', 'hover'] as const) {
    expect(contrast(color.dark, dark[surface]), `dark, ${surface}`).toBeGreaterThanOrEqual(4.5)
    expect(contrast(color.light, light[surface]), `light, ${surface}`).toBeGreaterThanOrEqual(4.5)
  }
})

it('other colours are passed over', () => {
  expect(roleColorStyle('#ffffff')).toEqual({})
  expect(roleColorStyle(null)).toEqual({})
})
