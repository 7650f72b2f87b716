import { z } from 'zod';
import { attributes, type AttributeCode } from './definition.ts';
import { readOne } from './query.ts';
import { Refusal } from './refusal.ts';

const markup = /<[a-z!/?][^>]*>/i;
const words = (max: number) => z.string().max(max);
const number = (max: number) =>
  z
    .string()
    .regex(/^-?\d{1,3}(\.\d{1,15})?$/)
    .transform(Number)
    .pipe(z.number().min(-max).max(max));

const taken = {
  lat: number(90),
  long: number(180),
  address_string: words(300),
  address_id: words(60),
  email: z.email().max(254),
  first_name: words(60),
  last_name: words(60),
  phone: z.string().regex(/^[+\d][\d ()-]{4,24}$/),
  description: words(4000).refine((text) => !markup.test(text)),
  media_url: z.url({ protocol: /^https?$/ }).max(2000)
};

/** What `POST requests` says, each value checked by itself. What names the device or the account is not read. */
export class Submission {
  readonly #params: Map<string, string>;

  constructor(params: Map<string, string>) {
    this.#params = params;
  }

  #of<S extends z.ZodType>(name: string, schema: S): z.output<S> | undefined {
    return readOne(this.#params, name, schema);
  }

  get description() {
    return this.#of('description', taken.description);
  }

  /** Looked at, and left alone: the hub fetches nothing from elsewhere. */
  get media() {
    return this.#of('media_url', taken.media_url);
  }

  attribute(code: AttributeCode): string | undefined {
    return this.#params.get(`attribute[${code}]`) ?? this.#params.get(`attribute[${code}][]`);
  }

  /** An attribute that a service does not have is a mistake of the sender, who would believe it was read. */
  checkAttributes(): void {
    for (const name of this.#params.keys()) {
      const code = /^attribute\[([^\]]*)\](\[\])?$/.exec(name)?.[1];
      if (code !== undefined && !attributes.some((one) => one.code === code))
        throw new Refusal(400, 'complaintOutside.open311.wrong', { name: name.slice(0, 60) });
    }
  }

  flag(code: AttributeCode): boolean | undefined {
    const value = this.attribute(code);
    if (value === undefined) return undefined;
    if (value !== 'yes' && value !== 'no')
      throw new Refusal(400, 'complaintOutside.open311.wrong', { name: `attribute[${code}]` });
    return value === 'yes';
  }

  words(code: AttributeCode, max: number): string | undefined {
    const value = this.attribute(code);
    if (value !== undefined && value.length > max)
      throw new Refusal(400, 'complaintOutside.open311.wrong', { name: `attribute[${code}]` });
    return value;
  }

  /** Where, in one of the three ways that Open311 has. */
  place() {
    const lat = this.#of('lat', taken.lat);
    const long = this.#of('long', taken.long);
    if ((lat === undefined) !== (long === undefined))
      throw new Refusal(400, 'complaintOutside.open311.missing', {
        name: lat === undefined ? 'lat' : 'long'
      });
    const address = this.#of('address_string', taken.address_string);
    const id = this.#of('address_id', taken.address_id);
    if (lat === undefined && address === undefined && id === undefined)
      throw new Refusal(400, 'complaintOutside.open311.placeMissing');
    return { lat, lng: long, address, id };
  }

  contact() {
    const name = [this.#of('last_name', taken.last_name), this.#of('first_name', taken.first_name)]
      .filter((one) => one !== undefined)
      .join(' ');
    return {
      name: name || undefined,
      phone: this.#of('phone', taken.phone),
      email: this.#of('email', taken.email)
    };
  }
}
