import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { use } from '#lib/accounts/limits.server.ts';
import { isLoopback } from '#lib/server/config.ts';
import { unwrap } from '#lib/server/errors.ts';
import { hub } from '#lib/server/hub.ts';
import { fingerprint } from '#lib/server/seal.ts';
import { fileComplaint, type Filing } from '../file.server.ts';
import { Submission } from './filing.ts';
import { jurisdictionOf, type Call } from './open311.server.ts';
import { extensions, given } from './query.ts';
import { Refusal } from './refusal.ts';
import { apiKey, place as placed } from './schema.ts';
import { write } from './write.ts';

/** By which the database knows a key. */
export const keyHash = (encryption: string, key: string): string =>
  fingerprint(encryption, 'open311 key', key);

/** The bureau's client that sends; its key reaches the division of the bureau alone. */
async function sender({ params }: Call, jurisdiction: string): Promise<string> {
  const { service, secrets } = hub();
  const key = params.get('api_key');
  if (key === undefined) throw new Refusal(403, 'complaintOutside.open311.keyMissing');
  const secret_hash = keyHash(secrets.encryption, key);
  const found = unwrap(await service.rpc('use_complaint_key', { secret_hash }), apiKey.nullable());
  if (!found) throw new Refusal(403, 'complaintOutside.open311.keyWrong');
  const { division_code } = found;
  const reaches = division_code.endsWith('0000')
    ? jurisdiction.startsWith(division_code.slice(0, 2))
    : jurisdiction === division_code || jurisdiction === `${division_code.slice(0, 4)}00`;
  if (!reaches) throw new Refusal(403, 'complaintOutside.open311.keyElsewhere');
  return found.connection_id;
}

/** Whether one more is beyond what a key files in an hour; a flood is not taken at all. */
async function beyondLimits(connection: string): Promise<boolean> {
  if (hub().config.bench) return false;
  const wait = await use('open311_flood', connection);
  if (wait > 0) throw new Refusal(429, 'complaintOutside.open311.flood', { seconds: wait });
  return (await use('open311_filing', connection)) > 0;
}

async function lookUp(jurisdiction: string, place: string) {
  const found = await hub().service.rpc('place_complaint', { jurisdiction, place });
  return unwrap(found, placed.nullable());
}

/** Project and division, by what the sender gave: an attribute, an id, or the city alone. */
async function whereabouts(jurisdiction: string, id: string | undefined, project: string | undefined) {
  const byId = id === undefined ? null : await lookUp(jurisdiction, id);
  if (id !== undefined && !byId)
    throw new Refusal(400, 'complaintOutside.open311.noPlace', { name: 'address_id' });
  const byAttribute = project === undefined ? null : await lookUp(jurisdiction, project);
  if (project !== undefined && !byAttribute?.project)
    throw new Refusal(400, 'complaintOutside.open311.noPlace', { name: 'attribute[project]' });
  return byAttribute ?? byId ?? { project: null, division: jurisdiction };
}

const spotLength = 200;

/** The address goes where "where exactly" stands; beside one, or when it is long, into the description. */
function wordsOf(given: Submission, address: string | undefined, fallback: string) {
  const exact = given.words('spot', spotLength);
  const fits = address !== undefined && address.length <= spotLength;
  const spot = exact ?? (fits ? address : undefined);
  const written = given.description ?? fallback;
  const description = address === undefined || spot === address ? written : `${written}\n${address}`;
  if (description.length > 4000)
    throw new Refusal(400, 'complaintOutside.open311.wrong', { name: 'description' });
  return { spot, description };
}

async function filingOf(call: Call, jurisdiction: string): Promise<{ filing: Filing; media: boolean }> {
  const code = call.params.get('service_code');
  if (code === undefined)
    throw new Refusal(400, 'complaintOutside.open311.missing', { name: 'service_code' });
  const service = call.directory.services.find(({ service_code }) => service_code === code);
  if (!service) throw new Refusal(404, 'complaintOutside.open311.noService');
  const said = new Submission(call.params);
  said.checkAttributes();
  const { address, id, lat, lng } = said.place();
  const contact = said.contact();
  const { project, division } = await whereabouts(jurisdiction, id, said.words('project', 60));
  const filing: Filing = {
    attempt: randomUUID(),
    source: 'open311',
    project: project ?? undefined,
    division,
    ...{ lat, lng },
    category: code,
    ...wordsOf(said, address, service.service_name),
    naming: contact.name || contact.phone || contact.email ? 'bureau_only' : 'anonymous',
    contact,
    wants_mail: contact.email !== undefined,
    public: said.flag('public') ?? true,
    coarse_place: said.flag('coarse_place') ?? false,
    coarse_time: said.flag('coarse_time') ?? false,
    urgent: said.flag('urgent') ?? false,
    locale: call.event.locals.lang
  };
  return { filing, media: said.media !== undefined };
}

async function form({ request }: Call['event']): Promise<FormData> {
  try {
    return await request.formData();
  } catch {
    throw new Refusal(400, 'complaintOutside.open311.form');
  }
}

/** `POST requests`: files a complaint for a client of the city. What is sent by way of query counts too. */
export async function post(call: Call): Promise<Response> {
  if (call.event.params.resource !== 'requests')
    throw new Refusal(404, 'complaintOutside.open311.noResource');
  const body = given(await form(call.event));
  const whole = { ...call, params: new Map([...call.params, ...body]) };
  const jurisdiction = jurisdictionOf(whole);
  const connection = await sender(whole, jurisdiction);
  const { filing, media } = await filingOf(whole, jurisdiction);
  const wantsCode = extensions(whole.params);
  const held = await beyondLimits(connection);
  const { code, receipt } = await fileComplaint(hub(), { ...filing, held });
  const { t, lang } = call.event.locals;
  const basis = lang === 'en' ? (receipt.rule?.basis_en ?? receipt.rule?.basis) : receipt.rule?.basis;
  const notice = [
    basis,
    media ? t('complaintOutside.open311.mediaIgnored') : undefined,
    held ? t('complaintOutside.open311.held') : undefined
  ];
  const token = held ? randomUUID() : undefined;
  if (token) {
    const kept = { token, complaint: receipt.complaint_id };
    unwrap(await hub().service.rpc('keep_complaint_token', kept), z.boolean());
  }
  const { protocol, hostname } = call.event.url;
  const safe = protocol === 'https:' || isLoopback(hostname);
  const answered = {
    ...(token ? { token } : { service_request_id: receipt.number }),
    service_notice: notice.filter((one) => one !== undefined).join(' ') || null,
    account_id: null,
    ...(wantsCode && safe ? { tracking_code: code } : {})
  };
  const response = write(call.format, 'service_requests', [answered]);
  response.headers.set('cache-control', 'no-store');
  // browsers elsewhere read, they don't file: the key would lie open in their pages
  response.headers.delete('access-control-allow-origin');
  return response;
}
