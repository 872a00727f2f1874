import type { Over, Sorted } from '../../components/channels/use-drag-sort.ts'

const put = (ids: readonly string[], id: string, index: number): string[] =>
  ids.filter((other) => other !== id).toSpliced(index, 0, id)

/** One step up or down; null at the ends. */
export function steppedRole(ids: readonly string[], id: string, by: 1 | -1): string[] | null {
  const index = ids.indexOf(id) + by
  return index < 0 || index >= ids.length ? null : put(ids, id, index)
}

/** After a role was dragged beside another; null when that is none. */
export function droppedRole(ids: readonly string[], dragged: Sorted, over: Over): string[] | null {
  const others = ids.filter((id) => id !== dragged.id)
  const index = others.indexOf(over.id)
  return over.kind !== 'role' || index < 0 ? null : put(ids, dragged.id, index + (over.after ? 1 : 0))
}
