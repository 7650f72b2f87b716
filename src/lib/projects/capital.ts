/** Names of kinds are written small, for the middle of a sentence; at the head of a row they begin large. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** And the other way round: types of housing and stages are written large, since they mostly stand alone. */
export const small = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
