/** What the full screen says once someone was checked in. */
export interface Told {
  /** Of the check-in. */
  id: string;
  tone: 'good' | 'warn';
  title: 'good' | 'duplicate' | 'conflict';
  name: string;
  party: number;
}
