const dayLength = 86_400_000;

/** `2026-11-22` moved by whole days, by the calendar alone. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayLength).toISOString().slice(0, 10);
