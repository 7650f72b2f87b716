import type { Mirror } from '../types.ts';
import type zh from '../zh/organizations.ts';

export default {
  title: 'Organizations',
  one: 'Organization',
  uscc: 'Unified social credit code'
} satisfies Mirror<typeof zh>;
