import { licence } from '#lib/open-data/licence.ts';
import type { Publisher } from '#lib/open-data/catalogue/publisher.ts';
import type { Json } from './project.ts';

/** The version that a package of 0.9.5 names. */
const version = '0.9';

export interface Wrapping {
  origin: string;
  /** Where this package is. */
  uri: string;
  publisher: Publisher;
  /** When the newest entry of the journal in it was made. */
  publishedDate: string;
  next?: string | null;
}

/** Everything of a package but its projects. */
export function wrapping({ origin, uri, publisher, publishedDate, next }: Wrapping): Json {
  return {
    uri,
    version,
    publishedDate,
    publisher: {
      name: publisher.name.zh,
      uri: `${origin}/`,
      ...(publisher.code && { scheme: 'CN-USCC', uid: publisher.code })
    },
    license: licence.url,
    publicationPolicy: `${origin}/open`,
    ...(next && { links: { next } })
  };
}

/** A package; one without projects cannot be, by the standard. */
export const toPackage = (projects: Json[], given: Wrapping): Json => ({ ...wrapping(given), projects });

/** The same in pieces, for a package that is too large to be held. */
export async function* packageText(
  given: Wrapping,
  pages: AsyncIterable<Json[]>
): AsyncGenerator<string, void, undefined> {
  const start = JSON.stringify(wrapping(given));
  yield `${start.slice(0, -1)},"projects":[`;
  let first = true;
  for await (const projects of pages) {
    for (const project of projects) {
      yield `${first ? '' : ','}\n${JSON.stringify(project)}`;
      first = false;
    }
  }
  yield '\n]}\n';
}
