import { isHttpError, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { unwrap } from '#lib/server/errors.ts';
import { hub } from '#lib/server/hub.ts';
import { localise } from '#lib/i18n/paths.ts';
import { definition } from './definition.ts';
import { extensions, given, readQuery } from './query.ts';
import { Refusal } from './refusal.ts';
import { card, directory, token as tokenAnswer, type Card, type Directory } from './schema.ts';
import { write, writeErrors, type Format, type Value } from './write.ts';

export interface Call {
  event: RequestEvent;
  format: Format;
  params: Map<string, string>;
  directory: Directory;
}
type Work = (call: Call) => Response | Promise<Response>;

/** Jurisdictions and services come with migrations, so that a process asks once for each language. */
const directories = new WeakMap<object, Partial<Record<'zh' | 'en', Directory>>>();

async function directoryIn(lang: 'zh' | 'en'): Promise<Directory> {
  const { visitor } = hub();
  const known = directories.get(visitor) ?? {};
  const found =
    known[lang] ?? unwrap(await visitor.rpc('open311_services', { english: lang === 'en' }), directory);
  directories.set(visitor, { ...known, [lang]: found });
  return found;
}

const isFormat = (word: string | undefined): word is Format => word === 'xml' || word === 'json';

/** Answers a call, or says in the form of Open311 why not. */
export async function answer(event: RequestEvent, work: Work): Promise<Response> {
  const { lang, t } = event.locals;
  const { format } = event.params;
  if (!isFormat(format)) return writeErrors('xml', 404, t('complaintOutside.open311.noResource'));
  try {
    const params = given(event.url.searchParams);
    return await work({ event, format, params, directory: await directoryIn(lang) });
  } catch (thrown) {
    if (thrown instanceof Refusal) return writeErrors(format, thrown.status, t.of(thrown.key, thrown.values));
    if (isHttpError(thrown))
      return writeErrors(format, thrown.status, t.of(`errors.${thrown.body.code}`, {}, 'errors.invalid'));
    throw thrown;
  }
}

/** The city that is asked about. */
export function jurisdictionOf({ params, directory: { jurisdictions } }: Call): string {
  const id = params.get('jurisdiction_id');
  if (id === undefined)
    throw new Refusal(400, 'complaintOutside.open311.missing', { name: 'jurisdiction_id' });
  if (!jurisdictions.some(({ jurisdiction_id }) => jurisdiction_id === id))
    throw new Refusal(404, 'complaintOutside.open311.noJurisdiction');
  return id;
}

/** Changes with what the interface offers, not with what is read. */
const changeset = '2026-11-30T00:00:00+08:00';

function discovery({ event, format, directory: { jurisdictions } }: Call): Response {
  const { lang, t } = event.locals;
  const { config } = hub();
  const value: Value = {
    changeset,
    contact: config.HUB_CONTACT ?? t('complaintOutside.open311.contact'),
    key_service: t('complaintOutside.open311.keyService'),
    endpoints: [
      {
        specification: 'http://wiki.open311.org/GeoReport_v2',
        url: event.url.origin + localise('/open311/v2', lang),
        changeset,
        type: config.demo ? 'test' : 'production',
        formats: ['text/xml', 'application/json']
      }
    ],
    jurisdictions
  };
  return write(format, 'discovery', value);
}

function services(call: Call): Response {
  jurisdictionOf(call);
  const list = call.directory.services.map(({ service_code, service_name, description, group }) => ({
    service_code,
    service_name,
    description,
    metadata: true,
    type: 'realtime',
    keywords: service_name.split(/[、,]\s*/).join(','),
    group: call.event.locals.t.of(`complaintOutside.open311.group.${group}`)
  }));
  return write(call.format, 'services', list);
}

export function oneService(call: Call): Response {
  jurisdictionOf(call);
  const { code = '' } = call.event.params;
  if (!call.directory.services.some(({ service_code }) => service_code === code))
    throw new Refusal(404, 'complaintOutside.open311.noService');
  return write(call.format, 'service_definition', definition(code, call.event.locals.t));
}

/** As Open311 orders it; extensions stand last. */
function request({ photo, notes, extended_attributes, ...facts }: Card, { event }: Call): Value {
  const { lang } = event.locals;
  return {
    service_request_id: facts.service_request_id,
    status: facts.status,
    status_notes: facts.status_notes,
    service_name: facts.service_name,
    service_code: facts.service_code,
    description: facts.description,
    agency_responsible: facts.agency_responsible,
    service_notice: facts.service_notice,
    requested_datetime: facts.requested_datetime,
    updated_datetime: facts.updated_datetime,
    expected_datetime: facts.expected_datetime,
    address: facts.address,
    address_id: facts.address_id,
    zipcode: null,
    lat: facts.lat,
    long: facts.long,
    media_url: photo === null ? null : `${event.url.origin}/complaints/photos/${photo}`,
    extended_attributes: extended_attributes && {
      ...extended_attributes,
      url: event.url.origin + localise(`/complaints/${extended_attributes.slug}`, lang)
    },
    notes
  };
}

async function requests(call: Call): Promise<Response> {
  const { db, lang } = call.event.locals;
  const jurisdiction = jurisdictionOf(call);
  const known = new Set(call.directory.services.map(({ service_code }) => service_code));
  const query = { jurisdiction, english: lang === 'en', ...readQuery(call.params, known) };
  const cards = unwrap(await db.rpc('open311_requests', query), z.array(card));
  return write(
    call.format,
    'service_requests',
    cards.map((one) => request(one, call))
  );
}

export async function oneRequest(call: Call): Promise<Response> {
  const { db, lang } = call.event.locals;
  const jurisdiction = jurisdictionOf(call);
  const query = {
    jurisdiction,
    ids: [call.event.params.id ?? ''],
    extended: extensions(call.params),
    english: lang === 'en'
  };
  const [found] = unwrap(await db.rpc('open311_requests', query), z.array(card));
  if (!found) throw new Refusal(404, 'complaintOutside.open311.noRequest');
  return write(call.format, 'service_requests', [request(found, call)]);
}

export async function oneToken(call: Call): Promise<Response> {
  const jurisdiction = jurisdictionOf(call);
  const token = z.uuid().safeParse(call.event.params.token);
  const found = token.success
    ? unwrap(
        await hub().service.rpc('open311_token', { jurisdiction, token: token.data }),
        tokenAnswer.nullable()
      )
    : null;
  if (!found) throw new Refusal(404, 'complaintOutside.open311.noToken');
  const { service_request_id } = found;
  return write(call.format, 'service_requests', [{ service_request_id, token: found.token }]);
}

const resources = new Map<string, Work>(Object.entries({ discovery, services, requests }));

/** What stands at the top: discovery, services, requests. */
export function resource(call: Call): Response | Promise<Response> {
  const work = resources.get(call.event.params.resource ?? '');
  if (!work) throw new Refusal(404, 'complaintOutside.open311.noResource');
  return work(call);
}
