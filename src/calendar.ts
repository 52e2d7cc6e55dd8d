export { toCalendar } from './agreement/calendar.ts'
export type { CalendarOptions } from './agreement/calendar-options.ts'
export type { PageWords } from './agreement/page-words.ts'
