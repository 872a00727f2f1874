import { createServer } from 'node:http'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { build } from 'vite'
import { type Figure, printFigures } from '../../../packages/crypto/bench/figures.ts'
import { measureKeys } from '../../../packages/crypto/bench/keys-rounds.ts'
import { browserFlags, findChromium } from '../../tests/harness/browser.ts'
import { type Frames, workWhileDrawing } from './frames.ts'

/*
 * What the key layer costs, in Node and in a worker of Chromium whose page draws meanwhile. Our server has
 * no part in it.
 */

const workerPath = '/worker.js'
const aloneMs = 3_000

/** The worker as scripts by their paths, as Vite would ship it. */
async function bundleWorker(): Promise<ReadonlyMap<string, string>> {
  const input = { worker: join(import.meta.dirname, 'worker.ts') }
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2024',
      modulePreload: { polyfill: false },
      rolldownOptions: { input, output: { entryFileNames: '[name].js' } },
    },
  })
  const files = 'output' in built ? built.output : []
  return new Map(files.flatMap((file) => (file.type === 'chunk' ? [[`/${file.fileName}`, file.code]] : [])))
}

/** One page, and the worker that it starts. */
async function serve(scripts: ReadonlyMap<string, string>) {
  const server = createServer(({ url = '' }, response) => {
    const script = scripts.get(url)
    response.setHeader('content-type', script === undefined ? 'text/html' : 'text/javascript')
    response.end(script ?? '<!doctype html><title>Keys</title><link rel="icon" href="data:,">')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { url: `http://127.0.0.1:${address.port}`, close: () => server.close() }
}

async function measureInChromium() {
  const site = await serve(await bundleWorker())
  const browser = await chromium.launch({ executablePath: findChromium(), args: [...browserFlags] })
  try {
    const page = await browser.newPage()
    await page.goto(site.url)
    return await page.evaluate(workWhileDrawing, { workerPath, aloneMs })
  } finally {
    await browser.close()
    site.close()
  }
}

function frameFigures({ stage, perSecond, longestMs }: Frames): Figure[] {
  return [
    { name: `chromium.framesPerSecond.${stage}`, value: perSecond, unit: '/s' },
    { name: `chromium.longestFrameMs.${stage}`, value: longestMs, unit: 'ms' },
  ]
}

const inNode = await measureKeys()
const { figures, frames } = await measureInChromium()
printFigures('keys', [
  ...inNode,
  ...figures.map((figure) => ({ ...figure, name: `chromium.${figure.name}` })),
  ...frames.flatMap(frameFigures),
])
