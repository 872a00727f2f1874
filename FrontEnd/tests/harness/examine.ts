import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { seriousFindings } from './axe.ts'

type Look = { colorScheme: 'dark' | 'light'; width: number; height: number }

/** In both themes, at the narrowest and the widest. */
const twoLooks: readonly Look[] = [
  { colorScheme: 'light', width: 390, height: 844 },
  { colorScheme: 'dark', width: 1440, height: 900 },
]
/** Every width, and both themes at the ends of it: colours do not depend on the width. */
export const fourLooks: readonly Look[] = [
  { colorScheme: 'dark', width: 390, height: 844 },
  ...twoLooks.slice(0, 1),
  { colorScheme: 'light', width: 1024, height: 768 },
  ...twoLooks.slice(1),
]

/**
 * axe finds nothing serious in what is on screen, and nothing scrolls sideways. With `PICTURES` set to a folder, each
 * look is kept there.
 */
export async function examine(page: Page, name: string, looks = twoLooks): Promise<void> {
  for (const { colorScheme, ...size } of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize(size)
    await page.waitForFunction((scheme) => document.documentElement.dataset.theme === scheme, colorScheme)
    expect(await seriousFindings(page), `${name}, ${colorScheme}, ${size.width}`).toEqual([])
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(overflow, `${name} scrolls sideways at ${size.width}`).toBeLessThanOrEqual(0)
    const folder = process.env.PICTURES
    if (folder) await page.screenshot({ path: `${folder}/${name}-${colorScheme}-${size.width}.png` })
  }
}
