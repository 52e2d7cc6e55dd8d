/** Members of one agreement. */
export const MAX_MEMBERS = 50
/** Lines of one exchange, and goals of one agreement. */
export const MAX_LINES = 1000
/** Sessions of one agreement. */
export const MAX_SESSIONS = 1000
/** Turns of a cadence that are looked at before it is given up. */
export const MAX_TURNS = 3000
/** Minutes of one session. */
export const MIN_MINUTES = 5
export const MAX_MINUTES = 1440
