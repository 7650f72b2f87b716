import type { Key } from '#lib/i18n/types.ts';

type Values = Record<string, string | number>;

/** A request that is answered by an error of Open311. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly status: 400 | 403 | 404 | 429;
  readonly key: Key;
  readonly values: Values;

  constructor(status: Refusal['status'], key: Key, values: Values = {}) {
    super(key);
    this.status = status;
    this.key = key;
    this.values = values;
  }
}
