import type { T } from './types.ts';

/** A moment, or a calendar day written `2026-11-22`, which no time zone may move. */
export type When = Date | string | number;

interface Civil {
  year: number;
  month: number;
  day: number;
  weekday: number;
  hour: number;
  minute: number;
}

const civilDay = /^(\d{4})-(\d{2})-(\d{2})$/;
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

// Assembled from numbers rather than by Intl's own patterns, which change between versions of Node and browsers.
const shanghai = new Intl.DateTimeFormat('en-US', {
  timeZone: 'Asia/Shanghai',
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric'
});

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
const months = ['m1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7', 'm8', 'm9', 'm10', 'm11', 'm12'] as const;

function civil(when: When): Civil | undefined {
  const plain = typeof when === 'string' ? civilDay.exec(when) : null;
  const moment = plain ? new Date(`${plain[0]}T00:00:00+08:00`) : new Date(when);
  if (Number.isNaN(moment.getTime())) return undefined;
  const parts: Record<string, number> = {};
  for (const { type, value } of shanghai.formatToParts(moment)) parts[type] = Number(value);
  const { year = 0, month = 1, day: dayOfMonth = 1, hour: h = 0, minute: m = 0 } = parts;
  const weekday = new Date(Date.UTC(year, month - 1, dayOfMonth)).getUTCDay();
  return { year, month, day: dayOfMonth, weekday, hour: h, minute: m };
}

const two = (n: number): string => String(n).padStart(2, '0');

const dayNumber = ({ year, month, day: d }: Civil): number => Date.UTC(year, month - 1, d) / day;

/** Numbers and times as people read them, in the language of `t`; the same bytes on every machine. */
export function formats(t: T) {
  const names = ({ year, month, day: d, weekday }: Civil) => ({
    year,
    month: t(`common.month.${months[month - 1] ?? 'm1'}`),
    day: d,
    weekday: t(`common.weekday.${weekdays[weekday] ?? 'sunday'}`)
  });
  const put = (when: When | null | undefined, write: (c: Civil) => string): string => {
    const c = when === null || when === undefined ? undefined : civil(when);
    return c ? write(c) : t('common.date.none');
  };
  const clock = (c: Civil): string => `${two(c.hour)}:${two(c.minute)}`;

  /** 2026年11月22日（周日） */
  const date = (when: When | null | undefined): string => put(when, (c) => t('common.date.full', names(c)));
  /** 2026年11月22日 */
  const dateShort = (when: When | null | undefined): string =>
    put(when, (c) => t('common.date.short', names(c)));
  /** 2026年11月 */
  const month = (when: When | null | undefined): string => put(when, (c) => t('common.date.month', names(c)));
  /** 14:00 */
  const time = (when: When | null | undefined): string => put(when, clock);
  /** 2026年11月22日（周日）14:00 */
  const dateTime = (when: When | null | undefined): string =>
    put(when, (c) => t('common.date.withTime', { date: t('common.date.full', names(c)), time: clock(c) }));

  /** 3 天前, 还有 12 天. Days are counted by the calendar, so that "tomorrow" never depends on the hour. */
  function relative(when: When, now: When): string {
    const then = civil(when);
    const today = civil(now);
    if (!then || !today) return t('common.date.none');
    const days = dayNumber(then) - dayNumber(today);
    if (days === 0) return relativeToday(when, now);
    const past = days < 0;
    const count = Math.abs(days);
    if (count === 1) return past ? t('common.relative.yesterday') : t('common.relative.tomorrow');
    if (count < 60)
      return past ? t('common.relative.daysAgo', { count }) : t('common.relative.inDays', { count });
    const monthsApart = Math.round(count / 30.44);
    if (monthsApart < 24)
      return past
        ? t('common.relative.monthsAgo', { count: monthsApart })
        : t('common.relative.inMonths', { count: monthsApart });
    const years = Math.round(count / 365.25);
    return past
      ? t('common.relative.yearsAgo', { count: years })
      : t('common.relative.inYears', { count: years });
  }

  function relativeToday(when: When, now: When): string {
    if (typeof when === 'string' && civilDay.test(when)) return t('common.relative.today');
    const apart = new Date(when).getTime() - new Date(now).getTime();
    const size = Math.abs(apart);
    const past = apart < 0;
    if (size < minute) return t('common.relative.now');
    if (size < hour) {
      const count = Math.floor(size / minute);
      return past ? t('common.relative.minutesAgo', { count }) : t('common.relative.inMinutes', { count });
    }
    const count = Math.floor(size / hour);
    return past ? t('common.relative.hoursAgo', { count }) : t('common.relative.inHours', { count });
  }

  /** 12,345 or 12,345.6 (grouped by hand: the same in both languages and everywhere). */
  function number(value: number, decimals = 0): string {
    const [whole = '0', fraction] = Math.abs(value).toFixed(decimals).split('.');
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
    const kept = fraction?.replace(/0+$/, '');
    const text = kept ? `${grouped}.${kept}` : grouped;
    return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
  }

  /** 12.3 万㎡, 860 ㎡; in English 123,000 m². */
  function area(squareMetres: number): string {
    if (t.lang === 'zh' && squareMetres >= 10_000)
      return t('common.unit.tenThousandSquareMetres', { value: number(squareMetres / 10_000, 2) });
    return t('common.unit.squareMetres', { value: number(squareMetres, squareMetres < 1000 ? 2 : 0) });
  }

  /** 950 米, 1.2 公里 */
  function distance(metres: number): string {
    return metres < 1000
      ? t('common.unit.metres', { value: number(metres) })
      : t('common.unit.kilometres', { value: number(metres / 1000, 1) });
  }

  /** 11 / 12 → 91.7% */
  const percent = (part: number, whole: number): string =>
    whole === 0 ? t('common.unit.none') : `${number((part / whole) * 100, 1)}%`;

  /** 1.5 MB */
  function bytes(size: number): string {
    if (size < 1024) return `${number(size)} B`;
    if (size < 1024 ** 2) return `${number(size / 1024, 1)} KB`;
    return `${number(size / 1024 ** 2, 1)} MB`;
  }

  return { date, dateShort, month, time, dateTime, relative, number, area, distance, percent, bytes };
}

export type Formats = ReturnType<typeof formats>;

/** The machine's form for `<time datetime>`: the day as it is, a moment with its offset from UTC. */
export function machineTime(when: When): string {
  if (typeof when === 'string' && civilDay.test(when)) return when;
  const moment = new Date(when);
  return Number.isNaN(moment.getTime()) ? '' : moment.toISOString();
}
