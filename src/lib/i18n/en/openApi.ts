import type { Mirror } from '../types.ts';
import type zh from '../zh/openApi.ts';

export default {
  title: 'API reference',
  summary: 'Read about the open data API and try it: parameters, fields and real answers. No key is needed.',
  document: 'OpenAPI 3.1 document',
  index: 'Index of the API',
  contents: 'Contents',
  started: 'Where to begin',
  startedText: 'List the data sets; read a page of one; wait for changes.',
  parameters: 'Parameters',
  noParameters: 'It has no parameters.',
  fields: 'Fields of the answer',
  field: 'Field',
  type: 'Type',
  meaning: 'Meaning',
  required: 'required',
  none: 'any',
  try: 'Try it',
  tryName: 'Try {{name}}',
  open: 'Open the result',
  command: 'Command line',
  answer: 'Answer',
  waiting: 'Reading …',
  failed: 'There was no answer. Check the network and try again.',
  cut: 'Only the first {{shown}} of {{count}} characters are shown.',
  binary: 'This is a binary file: use "Open the result" to download it.',
  posted: 'Programs send this one (POST); it cannot be tried here.',
  formats: 'Formats'
} satisfies Mirror<typeof zh>;
