/** Someone who was just checked in, as the full screen tells it. */
export interface Told {
  /** Of the check-in. */
  id: string;
  conflict: boolean;
  /** Known on this device to be a duplicate. */
  again: boolean;
  name: string;
  party: number;
}
