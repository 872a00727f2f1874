/** @typedef {{ name: string, passed: number, failed: number, seconds: number }} Row */

/**
 * The table at the end of `npm test`, and its last line, which other programs read.
 * @param {Row[]} rows
 */
export function summary(rows) {
  const lines = rows.map(({ name, passed, failed, seconds }) => {
    const verdict = failed === 0 ? 'passed' : 'FAILED'
    const numbers = `${passed} passed, ${failed} failed`
    return `  ${name.padEnd(12)} ${verdict}  ${numbers.padEnd(24)} ${seconds.toFixed(1).padStart(7)} s`
  })
  const passed = rows.reduce((total, row) => total + row.passed, 0)
  const failed = rows.reduce((total, row) => total + row.failed, 0)
  return `\n${lines.join('\n')}\n\n${passed} passed, ${failed} failed`
}
