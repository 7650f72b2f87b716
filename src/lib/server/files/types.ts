/**
 * `public`: what `/documents` serves to whoever may see it. `originals`: photographs as they came, served to nobody.
 * `findings`: photographs of visits without their metadata, served by `/findings/photos` to whoever may see them.
 * `complaints`: photographs of complaints without their metadata, served by `/complaints/photos` to whoever may see them.
 * `evidence`: what applicants prove their capacity with, served to them and to the officers who decide.
 */
export type Area = 'public' | 'originals' | 'evidence' | 'findings' | 'complaints';

export interface Opened {
  /** Of the whole file. */
  bytes: number;
  stream: ReadableStream<Uint8Array>;
}

/** The first and the last byte that are wanted, both included. */
export interface Span {
  start: number;
  end: number;
}

/**
 * Files by the SHA-256 of their bytes. A name says what is in it, so a file is never changed, putting it twice is putting
 * it once, and several nodes may write to the same place.
 */
export interface Files {
  /** Where they are, for the operator. */
  place: string;
  /** On the disk, forced, when this resolves. Returns the hash, which is taken here and not believed. */
  put: (area: Area, bytes: Uint8Array) => Promise<string>;
  /** null when there is no such file. */
  open: (area: Area, sha256: string, span?: Span) => Promise<Opened | null>;
  has: (area: Area, sha256: string) => Promise<boolean>;
  remove: (area: Area, sha256: string) => Promise<void>;
}
