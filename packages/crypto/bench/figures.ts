/** The lowest of several rounds: what the code takes when the machine is its own. Others' load only ever adds. */
export const lowest = (values: readonly number[]): number => Math.min(...values)

export type Figure = { name: string; value: number; unit: string }

/** For readers a line each, for programs one JSON line at the end. */
export function printFigures(bench: string, figures: readonly Figure[]): void {
  for (const { name, value, unit } of figures) {
    console.log(`${name.padEnd(56)} ${value.toFixed(1).padStart(10)} ${unit}`)
  }
  console.log(JSON.stringify({ bench, figures: figures.map((figure) => ({ ...figure, value: round(figure.value) })) }))
}

const round = (value: number): number => Math.round(value * 100) / 100
