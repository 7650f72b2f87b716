import type { RefusalKey } from './accept.ts';
import type { PickedDocument } from './schema.ts';

/**
 * Names of what `DocumentPicker` puts into its form, for the form itself and for `receive`. A form with several pickers
 * gives each a group of its own, such as `before`.
 */
export const namesOf = (group = '') => {
  const prefix = group && `${group}.`;
  return {
    files: `${prefix}files`,
    document: `${prefix}document`,
    caption: (id: string) => `${prefix}caption.${id}`,
    /** Of the buttons that work without scripts: `up:<id>`, `down:<id>`, `remove:<id>`, `upload`. */
    arrange: `${prefix}arrange`
  };
};
export type Names = ReturnType<typeof namesOf>;

export interface FileProblem {
  name: string;
  refused: RefusalKey;
}

/** What an action hands back to its page beside the form. */
export interface Received {
  documents: PickedDocument[];
  problems: FileProblem[];
  /** The form is to be shown again: something was refused, or a button of the list was pressed. */
  again: boolean;
}

export type Order = 'up' | 'down' | 'remove';

/** The list after one press of a button. */
export function arrange<D extends { document_id: string }>(list: D[], order: Order, id: string): D[] {
  const at = list.findIndex(({ document_id }) => document_id === id);
  const one = list[at];
  if (!one) return list;
  const rest = list.filter((other) => other !== one);
  if (order === 'remove') return rest;
  const to = Math.min(Math.max(at + (order === 'up' ? -1 : 1), 0), rest.length);
  return rest.toSpliced(to, 0, one);
}
