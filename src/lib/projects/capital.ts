/** Names of kinds are written small, for the middle of a sentence; at the head of a row they begin large. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
