import type { Mirror } from '../types.ts';
import type zh from '../zh/disclosureImports.ts';

export default {
  title: 'Import disclosures',
  text: 'Write drafts of many disclosures at once from a list and a ZIP of files.'
} satisfies Mirror<typeof zh>;
