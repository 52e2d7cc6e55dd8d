// The parts that the bench uses of packages without types, or with such as need a browser's.

/** ECharts, all in one file. */
declare module 'echarts/dist/echarts.esm.mjs' {
  export interface Chart {
    setOption(option: Readonly<Record<string, unknown>>): void
    renderToSVGString(): string
    dispose(): void
  }
  export function init(
    dom: null,
    theme: null,
    options: { renderer: 'svg'; ssr: true; width: number; height: number },
  ): Chart
}

declare module 'edmonds-blossom' {
  /** Edges are source, target and weight; the answer names each vertex's partner, -1 for none. */
  export default function blossom(edges: [number, number, number][], maxCardinality?: boolean): number[]
}
