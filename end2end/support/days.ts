const DAY = 24 * 3_600_000;

const MONTHS = [
  "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December",
] as const;

/** A day of the calendar. */
export interface Day {
  year: number;
  month: number;
  day: number;
}

/** So many days from now, and so many years before that day. */
export function inDays(days: number, yearsBefore = 0): Day {
  const then = new Date(Date.now() + days * DAY);
  const day = new Date(Date.UTC(then.getUTCFullYear() - yearsBefore, then.getUTCMonth(), then.getUTCDate()));
  return { year: day.getUTCFullYear(), month: day.getUTCMonth() + 1, day: day.getUTCDate() };
}

/** As tables and records write it. */
export function iso({ year, month, day }: Day): string {
  return [String(year), String(month).padStart(2, "0"), String(day).padStart(2, "0")].join("-");
}

/** Noon of a day at the clinic, or an hour after it, in milliseconds: far from every midnight. */
export function noon({ year, month, day }: Day): number {
  return Date.UTC(year, month - 1, day, 17);
}

/** The moment at which somebody is so many years old, and so many days more. */
export function grown(born: Day, years: number, days = 0): number {
  return noon({ ...born, year: born.year + years, day: born.day + days });
}

/** A day as English pages name it, long ("Tuesday, November 24, 2026") or short ("Nov 24"). */
export function named({ month, day }: Day): RegExp {
  return new RegExp(`\\b${MONTHS[month - 1]?.slice(0, 3)}[a-z]* ${day}\\b`);
}
