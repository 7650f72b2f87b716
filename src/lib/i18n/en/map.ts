import type { Mirror } from '../types.ts';
import type zh from '../zh/map.ts';

export default {
  title: 'Map of projects',
  tileGrid: 'By district'
} satisfies Mirror<typeof zh>;
