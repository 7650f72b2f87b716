/** A work order 工单 of 12345, however it came. */
export interface Order {
  /** Its number in the system of 12345. */
  order_no: string;
  /** When 12345 took the call, as it was written: told to the officer. */
  received_at?: string | undefined;
  /** That day, YYYY-MM-DD in Asia/Shanghai: the days until acceptance count from it. */
  received_on?: string | undefined;
  category: string;
  description: string;
  division: string;
  project?: string | undefined;
  spot?: string | undefined;
  name?: string | undefined;
  phone?: string | undefined;
  /** 保密: nothing of it is published, not even that it exists. */
  confidential: boolean;
  urgent: boolean;
}
