import type { Mirror } from '../types.ts';
import type zh from '../zh/imports.ts';

export default {
  title: 'Import a list of projects'
} satisfies Mirror<typeof zh>;
