import type { KeyVault } from '../key-vault.ts'

export type VaultCommand = keyof KeyVault

/** From the page to the key worker. */
export type ToKeyWorker = { id: number; command: VaultCommand; input: unknown }

/** Its answer, with the number of the question. */
export type FromKeyWorker = { id: number } & ({ ok: true; value: unknown } | { ok: false; message: string })
