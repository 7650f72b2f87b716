const shanghai = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

/** The day in Asia/Shanghai as 2026-11-22: the day that every deadline counts in. */
export const calendarDay = (at: Date = new Date()): string => shanghai.format(at);
