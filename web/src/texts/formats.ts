/** Numbers, dates and durations as the language writes them. */
export function createFormats(language: string) {
  const number = new Intl.NumberFormat(language);
  const percent = new Intl.NumberFormat(language, { style: 'percent' });
  const month = new Intl.DateTimeFormat(language, { year: 'numeric', month: 'long', timeZone: 'UTC' });
  const monthName = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' });
  const dateTime = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const localDateTime = new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
  const clock = new Intl.DateTimeFormat(language, { timeStyle: 'medium', hourCycle: 'h23' });
  const unit = (name: string, digits: number) =>
    new Intl.NumberFormat(language, {
      style: 'unit',
      unit: name,
      unitDisplay: 'short',
      maximumFractionDigits: digits,
    });
  const seconds = unit('second', 0);
  const fineSeconds = unit('second', 1);
  const minutes = unit('minute', 0);
  const hours = unit('hour', 0);
  const sizes = ['byte', 'kilobyte', 'megabyte', 'gigabyte'].map((name, at) => unit(name, at < 2 ? 0 : 1));

  return {
    number: (value: number) => number.format(value),
    percent: (value: number) => percent.format(value),
    /** `2026-07`. */
    month: (name: string) => month.format(new Date(`${name}-01T00:00:00Z`)),
    monthName: (name: string) => monthName.format(new Date(`${name}-01T00:00:00Z`)),
    year: (name: string) => name.slice(0, 4),
    dateTime: (iso: string) => dateTime.format(new Date(iso)),
    /** The time that a camera's clock showed, whatever the reader's time zone. */
    taken: (iso: string) => localDateTime.format(new Date(`${iso.slice(0, 19)}Z`)),
    date: (iso: string) => date.format(new Date(iso)),
    clock: (iso: string | number) => clock.format(new Date(iso)),
    /** Bytes. */
    size(bytes: number): string {
      const step = bytes <= 0 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
      return sizes[step]?.format(bytes / 1000 ** step) ?? '';
    },
    /** Milliseconds. */
    duration(ms: number): string {
      if (ms < 10_000) return fineSeconds.format(ms / 1000);
      if (ms < 90_000) return seconds.format(Math.round(ms / 1000));
      if (ms < 5_400_000) return minutes.format(Math.round(ms / 60_000));
      return hours.format(Math.round(ms / 3_600_000));
    },
  };
}

export type Formats = ReturnType<typeof createFormats>;
