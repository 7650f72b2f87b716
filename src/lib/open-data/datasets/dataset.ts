import type { z } from 'zod';
import type { Both } from './column.ts';

/** One data set: what its rows are, how they are narrowed and where people read the same. */
export interface Dataset {
  name: string;
  title: Both;
  about: Both;
  /** One row; the key of the columns' meanings. `id` names it for good. */
  row: z.ZodObject;
  /** The parameters of the address, with the names and meanings of the pages. */
  filters: Record<string, z.ZodType>;
  /** Whether rows have `lat` and `lng`: then there is GeoJSON. */
  place: boolean;
  /** Whether `?at=` answers as of an earlier entry of the journal. */
  past: boolean;
  /** The page where people read the same rows. */
  page: string;
  /** The page of one row, where it has one; `{id}` and other columns are filled in. */
  rowPage: string | null;
}

/** Declares a data set, and keeps the types of its schemas. */
export const dataset = <const D extends Dataset>(given: D): D => given;
