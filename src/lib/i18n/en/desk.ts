import type { Mirror } from '../types.ts';
import type zh from '../zh/desk.ts';

export default {
  title: 'Desk'
} satisfies Mirror<typeof zh>;
