/** growth.svg: time against size, log-log, drawn from what was measured. */
import { init } from 'echarts/dist/echarts.esm.mjs'
import type { Results } from './results.ts'

type Point = readonly [size: number, seconds: number]

interface Line {
  readonly name: string
  readonly colour: string
  readonly points: readonly Point[]
  /** Moves the label at the end of the line, where it would lie on another line. */
  readonly labelOffset?: readonly [x: number, y: number]
}

interface Panel {
  readonly title: string
  readonly sizes: string
  readonly lines: readonly Line[]
}

// Colours that colour-blind people can tell apart (Okabe & Ito), dark enough for white.
const OURS = '#0072b2'
const LEMON = '#d55e00'
const EDMONDS = '#009e73'
const NETWORKX = '#9a5f8c'

const INK = '#222222'
const FAINT = '#e3e3e3'

const WIDTH = 1040
const HEIGHT = 520
const PANEL_LEFTS = [78, 590] as const
const PANEL_WIDTH = 300

function panelsOf({ graphs, growth, allPairs }: Results): readonly [Panel, Panel] {
  const random = Object.entries(graphs.rows).flatMap(([name, row]) => (name.startsWith('random-8 ') ? [row] : []))
  const rival = (key: string): Point[] =>
    random.flatMap(({ vertices, rivals }) => {
      const run = rivals[key]
      return run !== undefined && 'seconds' in run ? [[vertices, run.seconds] as const] : []
    })
  return [
    {
      title: 'Random graphs, 4 n edges',
      sizes: 'vertices',
      lines: [
        { name: 'networkx', colour: NETWORKX, points: rival('networkx'), labelOffset: [-46, -16] },
        { name: 'edmonds-blossom', colour: EDMONDS, points: rival('edmonds-blossom') },
        { name: 'LEMON (C++)', colour: LEMON, points: rival('LEMON') },
        {
          name: 'peermatch',
          colour: OURS,
          points: random.map(({ vertices, seconds }) => [vertices, seconds] as const),
        },
      ],
    },
    {
      title: 'People to pairs, real people of 2019',
      sizes: 'people',
      lines: [
        {
          name: 'LEMON with\nall pairs',
          colour: LEMON,
          points: Object.values(allPairs.rows).flatMap(({ ours, rival: run }) =>
            'seconds' in run ? [[ours.people, run.seconds] as const] : [],
          ),
        },
        {
          name: 'matchPeers',
          colour: OURS,
          points: Object.values(growth.rows).map(({ people, seconds }) => [people, seconds] as const),
        },
      ],
    },
  ]
}

const sizeLabel = (value: number): string =>
  value >= 1e6 ? `${value / 1e6}M` : value >= 1000 ? `${value / 1000}k` : String(value)

const timeLabel = (value: number): string => (value >= 1 ? `${value} s` : `${Number((1000 * value).toPrecision(3))} ms`)

/** The powers of ten around the values. */
const around = (values: readonly number[]): { readonly min: number; readonly max: number } => ({
  min: 10 ** Math.floor(Math.log10(Math.min(...values))),
  max: 10 ** Math.ceil(Math.log10(Math.max(...values))),
})

const TEXT = { color: INK, fontSize: 14, fontFamily: 'system-ui, sans-serif' }

function axes({ sizes, lines }: Panel, index: number): readonly [x: object, y: object] {
  const points = lines.flatMap((line) => line.points)
  const common = {
    type: 'log',
    gridIndex: index,
    axisLine: { show: true, lineStyle: { color: INK } },
    splitLine: { show: true, lineStyle: { color: FAINT } },
    nameLocation: 'middle',
    nameTextStyle: TEXT,
  }
  return [
    {
      ...common,
      ...around(points.map(([size]) => size)),
      name: sizes,
      nameGap: 34,
      axisLabel: { ...TEXT, formatter: sizeLabel },
    },
    { ...common, ...around(points.map(([, seconds]) => seconds)), axisLabel: { ...TEXT, formatter: timeLabel } },
  ]
}

export function drawGrowth(results: Results): string {
  const panels = panelsOf(results)
    .map((panel) => ({ ...panel, lines: panel.lines.filter(({ points }) => points.length > 0) }))
    .filter(({ lines }) => lines.length > 0)
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT })
  const axesOf = panels.map(axes)
  chart.setOption({
    animation: false,
    backgroundColor: '#ffffff',
    title: [
      {
        text: 'Time to the optimum, one core',
        left: 20,
        top: 14,
        textStyle: { ...TEXT, fontSize: 18, fontWeight: 'bold' },
      },
      ...panels.map(({ title }, i) => ({
        text: title,
        left: PANEL_LEFTS[i],
        top: 52,
        textStyle: { ...TEXT, fontSize: 15, fontWeight: 'normal' },
      })),
    ],
    grid: panels.map((_, i) => ({ left: PANEL_LEFTS[i], top: 90, width: PANEL_WIDTH, bottom: 62 })),
    xAxis: axesOf.map(([x]) => x),
    yAxis: axesOf.map(([, y]) => y),
    series: panels.flatMap(({ lines }, i) =>
      lines.map(({ name, colour, points, labelOffset = [0, 0] }) => ({
        name,
        type: 'line',
        xAxisIndex: i,
        yAxisIndex: i,
        data: points.toSorted(([a], [b]) => a - b),
        symbol: 'circle',
        symbolSize: 7,
        color: colour,
        lineStyle: { width: 2.5 },
        endLabel: {
          show: true,
          formatter: name,
          ...TEXT,
          color: colour,
          fontWeight: 'bold',
          distance: 8,
          offset: labelOffset,
        },
      })),
    ),
  })
  const svg = chart.renderToSVGString()
  chart.dispose()
  return `${svg}\n`
}
