/** The real people of a survey. */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import type { PersonInput } from '../src/index.ts'

const list = (cell = ''): string[] => cell.split(';').filter((skill) => skill !== '')

/** The first `count` people of the survey of that year: a random sample, the files are shuffled. */
export function surveyPeople(year: string, count: number): PersonInput[] {
  const file = new URL(`./data/so${year}-offers-wants.csv.gz`, import.meta.url)
  const rows: Record<string, string>[] = parse(gunzipSync(readFileSync(file)), { columns: true, to: count })
  return rows.map((row) => ({ id: row['id'] ?? '', offers: list(row['offers']), wants: list(row['wants']) }))
}
