import { afterAll } from 'vitest'
import { shareBrowser } from './browser.ts'

// For the files that look at pages: one browser each. (Where people listen to each other, everybody has a browser alone.)
const close = shareBrowser()
afterAll(close)
