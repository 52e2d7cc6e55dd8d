import { defineConfig } from 'tsup'

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    kernel: 'src/kernel.ts',
    agreement: 'src/agreement.ts',
    calendar: 'src/calendar.ts',
    highs: 'src/highs.ts',
  },
  format: ['esm', 'cjs'],
  target: 'es2022',
  // TypeScript 6 refuses the `baseUrl` that tsup's declaration build sets, unless told otherwise (TS5101).
  dts: { compilerOptions: { ignoreDeprecations: '6.0' } },
  treeshake: true,
  splitting: true,
  sourcemap: false,
  clean: true,
})
