import type { Mirror } from '../types.ts';
import type zh from '../zh/divisions.ts';

export default {
  title: 'Districts',
  one: 'District',
  province: 'Hubei',
  city: 'City',
  district: 'District or county'
} satisfies Mirror<typeof zh>;
