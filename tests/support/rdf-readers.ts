import jsonld from 'jsonld';
import { Parser, Store, type Quad } from 'n3';
import SHACLValidator from 'rdf-validate-shacl';

const nothingFromOutside = (url: string): never => {
  throw new Error(`the catalogue asks for ${url}, which a reader may not have`);
};

/** The triples of a JSON-LD document, by a reader that is not allowed to fetch anything. */
export async function triples(text: string): Promise<Quad[]> {
  const expanded = await jsonld.expand(JSON.parse(text), { documentLoader: nothingFromOutside, safe: true });
  const nquads = await jsonld.toRDF(expanded, {
    format: 'application/n-quads',
    documentLoader: nothingFromOutside
  });
  return new Parser({ format: 'application/n-quads' }).parse(String(nquads));
}

/** What a catalogue does wrong by shapes in Turtle; empty where it conforms. */
export async function shacl(text: string, shapes: string): Promise<string[]> {
  const data = new Store(await triples(text));
  const validator = new SHACLValidator(new Store(new Parser().parse(shapes)));
  const report = await validator.validate(data);
  return report.results.map(
    ({ focusNode, path, message, severity, value }) =>
      `${severity?.value.split('#').at(-1) ?? ''} ${focusNode?.value ?? ''} ${path?.value ?? ''} ${value?.value ?? ''}: ${message.map(({ value: said }) => said).join(' ')}`
  );
}
