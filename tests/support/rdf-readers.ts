import jsonld from 'jsonld';
import { Parser, Store, type Quad } from 'n3';
import SHACLValidator from 'rdf-validate-shacl';
import { z } from 'zod';

/** For a reader that may fetch nothing; and that refuses what it would else leave out silently. */
const alone = {
  safe: true,
  documentLoader: async (url: string): Promise<never> => {
    throw new Error(`the document asks for ${url}, which a reader may not have`);
  }
};
const document = z.record(z.string(), z.json());

/** The triples of a JSON-LD document. */
export async function triples(text: string): Promise<Quad[]> {
  const options = { ...alone, format: 'application/n-quads' as const };
  const nquads = await jsonld.toRDF(document.parse(JSON.parse(text)), options);
  return new Parser({ format: 'application/n-quads' }).parse(z.string().parse(nquads));
}

/** What a catalogue does wrong by shapes in Turtle; empty where it conforms. */
export async function shacl(text: string, shapes: string): Promise<string[]> {
  const data = new Store(await triples(text));
  const validator = new SHACLValidator(new Store(new Parser().parse(shapes)));
  const report = await validator.validate(data);
  return report.results.map(({ focusNode, path, message, severity, value }) => {
    const where = [severity, focusNode, path, value].map(valueOf).join(' ');
    return `${where.slice(where.indexOf('#') + 1)}: ${message.map(valueOf).join(' ')}`;
  });
}

/** Not every result has each part, whatever the types of the package say. */
const valueOf = (term: { value: string } | null | undefined): string => term?.value ?? '';
