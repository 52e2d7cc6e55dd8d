/** Tables for the terminal, line by line, and for Markdown. */
export interface Column<Row> {
  readonly head: string
  readonly of: (row: Row, name: string) => string
}

const width = (head: string): number => Math.max(9, head.length)

/** One line for the terminal; the first column is the name. */
export const terminalLine = <Row>(columns: readonly Column<Row>[], name: string, row: Row): string =>
  [name.padEnd(22), ...columns.map(({ head, of }) => of(row, name).padStart(width(head)))].join('  ')

export const terminalHead = <Row>(title: string, columns: readonly Column<Row>[]): string =>
  [title.padEnd(22), ...columns.map(({ head }) => head.padStart(width(head)))].join('  ')

export function markdownTable<Row>(
  title: string,
  columns: readonly Column<Row>[],
  rows: Readonly<Record<string, Row>>,
): string[] {
  return [
    `| ${[title, ...columns.map(({ head }) => head)].join(' | ')} |`,
    `| --- | ${columns.map(() => '---:').join(' | ')} |`,
    ...Object.entries(rows).map(
      ([name, row]) => `| ${[name, ...columns.map(({ of }) => of(row, name))].join(' | ')} |`,
    ),
  ]
}
