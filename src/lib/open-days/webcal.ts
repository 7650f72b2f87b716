/** A calendar's address as calendar programs take it: they register for `webcal` and then ask by https. */
export const webcal = (origin: string, path: string): string => origin.replace(/^https?:/, 'webcal:') + path;
