import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { localise } from '#lib/i18n/paths.ts';
import { hasDesk, isCompanyMember, isOfficer, owesCode, owesEnrolment, type Person } from './person.ts';

/** Machine routes answer with a status; pages lead to where the person can go on. */
function turnAway(event: RequestEvent, path: string): never {
  if (event.request.method !== 'GET' && event.request.method !== 'HEAD') {
    error(401, { code: 'sign_in_required', message: 'sign_in_required' });
  }
  const next = encodeURIComponent(event.url.pathname + event.url.search);
  redirect(303, `${localise(path, event.locals.lang)}?next=${next}`);
}

/** The signed-in person whose session stands, the second factor included; everyone else is led to sign in. */
export function requirePerson(event: RequestEvent): Person {
  const { person } = event.locals;
  if (!person) turnAway(event, '/account/sign-in');
  if (owesCode(person)) turnAway(event, '/account/code');
  return person;
}

/** A person who may still owe the code or the enrolment of a second factor: for the pages where that is done. */
export function requireAccount(event: RequestEvent): Person {
  const { person } = event.locals;
  if (!person) turnAway(event, '/account/sign-in');
  return person;
}

function requireRight(event: RequestEvent, has: (who: Person) => boolean): Person {
  const who = requirePerson(event);
  if (owesEnrolment(who)) turnAway(event, '/account/security');
  if (!has(who)) error(403, { code: 'forbidden', message: 'forbidden' });
  return who;
}

/** Anyone with work behind the desk. */
export const requireDesk = (event: RequestEvent): Person => requireRight(event, hasDesk);

/** Officers and administrators: those who keep what holds for all projects. */
export const requireStaff = (event: RequestEvent): Person =>
  requireRight(event, (who) => who.administrator || isOfficer(who));

/** An officer of a bureau. What lies in the jurisdiction is decided in the database, row by row. */
export const requireOfficer = (event: RequestEvent): Person => requireRight(event, isOfficer);

/** A member of a company or an officer: those who work on disclosures. What each may do is decided in the database. */
export const requireParticipant = (event: RequestEvent): Person =>
  requireRight(event, (who) => isCompanyMember(who) || isOfficer(who));

/** A member of a company. What lies with the company is decided in the database, row by row. */
export const requireCompany = (event: RequestEvent): Person => requireRight(event, isCompanyMember);

/** An administrator of the hub. */
export const requireAdministrator = (event: RequestEvent): Person =>
  requireRight(event, (who) => who.administrator);
