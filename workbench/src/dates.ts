// Days and times as people read them.

const MONTHS = "January February March April May June July August September October November December".split(" ");

/** A time by the clock of this computer, such as `24 November 2026, 14:05`. */
export function timeInWords(at: number): string {
  const time = new Date(at);
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${time.getDate()} ${MONTHS[time.getMonth()]} ${time.getFullYear()}, ${two(time.getHours())}:${two(time.getMinutes())}`;
}
