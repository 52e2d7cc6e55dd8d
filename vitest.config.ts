import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const src = (file: string): string => fileURLToPath(new URL(`./src/${file}`, import.meta.url))

export default defineConfig({
  resolve: {
    alias: [
      { find: /^peermatch$/, replacement: src('index.ts') },
      { find: /^peermatch\/kernel$/, replacement: src('kernel.ts') },
      { find: /^peermatch\/agreement$/, replacement: src('agreement.ts') },
      { find: /^peermatch\/calendar$/, replacement: src('calendar.ts') },
      { find: /^peermatch\/highs$/, replacement: src('highs.ts') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/package/**'],
    testTimeout: 180_000,
    // `.ci/run` adds the counts of both configurations up.
    reporters: process.env['CI'] ? ['default', ['json', { outputFile: '.cache/results/source.json' }]] : ['default'],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      reporter: ['text', 'html'],
    },
  },
})
