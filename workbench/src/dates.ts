// Days and times as people read them, and today.

const MONTHS = "January February March April May June July August September October November December".split(" ");

const two = (number: number): string => String(number).padStart(2, "0");

/** Today by the clock of this computer, year first. */
export function today(): string {
  const now = new Date();
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** A date such as `1 April 2027`; what is no date is given back. */
export function showDate(date: string): string {
  const [year, month, day] = date.split("-").map(Number);
  const name = MONTHS[(month ?? 0) - 1];
  return year !== undefined && day !== undefined && name !== undefined ? `${day} ${name} ${year}` : date;
}

/** A time by the clock of this computer, such as `24 November 2026, 14:05`. */
export function timeInWords(at: number): string {
  const time = new Date(at);
  return `${time.getDate()} ${MONTHS[time.getMonth()]} ${time.getFullYear()}, ${two(time.getHours())}:${two(time.getMinutes())}`;
}
