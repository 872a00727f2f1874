import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

type Finding = {
  id: string
  impact: string | null
  help: string
  nodes: { target: unknown[]; failureSummary?: string }[]
}
type AxeWindow = {
  axe: { run(context: Document, options: { resultTypes: string[] }): Promise<{ violations: Finding[] }> }
}

const source = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds serious or critical on the page as it is now, one line for each place. */
export async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(settled)
  // Through the debugger, not as a script element: the page's content security policy stays as it ships.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(await source)
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as AxeWindow
    return (await axe.run(document, { resultTypes: ['violations'] })).violations
  })
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${help} at ${target.join(' ')} (${failureSummary ?? ''})`),
    )
}

/** Colours on their way from one state to another are nobody's choice: waits for what moves only for a while. */
async function settled(): Promise<void> {
  const passing = document
    .getAnimations()
    .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime ?? Infinity))
  await Promise.all(passing.map(({ finished }) => finished.catch(() => {})))
}
