import { defineConfig } from 'vitest/config'

const ignored = ['**/node_modules/**', '**/dist/**', 'data/**']

/** At most two processes: the tests share a small machine with the servers, databases and browsers they start. */
const common = { environment: 'node' as const, pool: 'forks' as const, maxWorkers: 2 }
/** A stutter of a shared machine goes away when asked again, a fault of ours stays. The report names who was asked twice. */
const asksAgain = { retry: 1 }
/** Put another module in the place of one of ours, so they have a process of their own. */
const withOtherModules = ['server/tests/voice-secrecy.test.ts']
const onePostgres = { globalSetup: ['server/tests/harness/global-setup.ts'] }
const integration = {
  ...common,
  ...asksAgain,
  ...onePostgres,
  testTimeout: 30_000,
  hookTimeout: 60_000,
}

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...common,
          name: 'unit',
          include: [
            'packages/**/*.test.ts',
            'server/**/*.test.ts',
            'FrontEnd/**/*.test.{ts,tsx}',
            'scripts/**/*.test.{ts,mjs}',
          ],
          exclude: [...ignored, 'server/tests/**'],
          testTimeout: 60_000,
          isolate: false,
        },
      },
      {
        test: {
          ...integration,
          name: 'integration',
          include: ['server/tests/**/*.test.ts'],
          exclude: [...ignored, ...withOtherModules],
          // Every file starts servers of its own; what it imports is read once by each of the two processes.
          isolate: false,
        },
      },
      { test: { ...integration, name: 'integration-alone', include: withOtherModules, exclude: ignored } },
      {
        test: {
          ...common,
          ...asksAgain,
          ...onePostgres,
          name: 'e2e',
          include: ['FrontEnd/tests/**/*.e2e.ts'],
          setupFiles: ['FrontEnd/tests/harness/share-browser.ts'],
          exclude: [...ignored, 'FrontEnd/tests/voice*.e2e.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          isolate: false,
        },
      },
      {
        test: {
          ...common,
          ...asksAgain,
          ...onePostgres,
          // What is heard is compared with what was said, so the machine is theirs.
          name: 'voice',
          include: ['FrontEnd/tests/voice*.e2e.ts'],
          exclude: ignored,
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
