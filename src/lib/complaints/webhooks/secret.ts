/** Secrets that sign are sealed for this purpose, and bound to their connection. */
export const sealPurpose = 'complaint connection';
