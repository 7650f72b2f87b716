/** China has one time zone and no summer time. */
const ahead = 8 * 3_600_000;

/** The calendar day of a moment in Asia/Shanghai, as deadlines count it. */
export const dayIn = (moment: string): string =>
  new Date(Date.parse(moment) + ahead).toISOString().slice(0, 10);
