/** Something that was public when a snapshot was made, and is not any more, or not as far. */
export interface TakenBack {
  seq: number;
  kind: string;
  /** complaint, finding or disclosure. */
  subject: string;
  /** As in addresses. */
  id: string;
  /** Of a disclosure: the version that the bureau withdrew. */
  version: number | null;
  /** Entries of the journal that told of it. */
  entries: number[];
}

type Row = Record<string, unknown>;

/**
 * Whether a row tells of it. Such rows are left out whole: a row with some columns emptied would have to know which of
 * them can be reckoned back from the others.
 */
export function tells({ subject, id, version }: TakenBack, dataset: string, row: Row): boolean {
  switch (`${subject} ${dataset}`) {
    case 'complaint complaints':
    case 'finding findings':
      return row.id === id;
    case 'complaint deadlines':
      return row.subject === 'complaint' && row.subject_id === id;
    case 'finding rectifications':
      return row.finding === id;
    case 'finding deadlines':
      return row.subject === 'rectification' && String(row.subject_id).split('.')[0] === id;
    case 'disclosure disclosures':
      return row.id === id && row.version === version;
    case 'disclosure documents':
      return row.disclosure === id && row.version === version;
    default:
      return false;
  }
}
