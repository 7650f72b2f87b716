import type { Mirror } from '../types.ts';
import type zh from '../zh/catalogue.ts';

export default {
  withUnit: '{{label}} ({{unit}})'
} satisfies Mirror<typeof zh>;
