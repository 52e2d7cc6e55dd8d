import { defineConfig } from 'vitest/config'

/** The packed tarball, as consumers get it: no aliases to src here, and `dist` must have been built. */
export default defineConfig({
  test: {
    include: ['test/package/**/*.test.ts'],
    globalSetup: ['test/package/setup.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: process.env['CI'] ? ['default', ['json', { outputFile: '.cache/results/package.json' }]] : ['default'],
  },
})
