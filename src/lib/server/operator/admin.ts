import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { passwordProblem } from '#lib/accounts/password.ts';
import * as registration from '#lib/accounts/registration.server.ts';
import { translator } from '#lib/i18n/index.ts';
import { unwrap } from '../errors.ts';
import type { Hub } from '../hub.ts';
import type { Command, CommandContext } from './command.ts';

/** Without the letters and digits that are taken for one another. */
const alphabet = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** 20 characters of 56: 116 bits. */
const makePassword = () => Array.from({ length: 20 }, () => alphabet[randomInt(alphabet.length)]).join('');

const accountId = z.uuid().nullable();
const findAccount = async ({ service }: Hub, email: string) =>
  unwrap(await service.rpc('find_account', { email }), accountId);

async function create(
  { hub, env, say }: CommandContext,
  email: string,
  name: string | undefined
): Promise<number> {
  const known = await findAccount(hub, email);
  if (known) {
    unwrap(await hub.service.rpc('grant_administrator', { person: known }), z.unknown());
    say(`${email} has an account already; it is now an administrator. Its password is unchanged.`);
    return 0;
  }
  const given = env.HUB_ADMIN_PASSWORD;
  const password = given ?? makePassword();
  const problem = passwordProblem(password, email);
  if (problem) {
    say(`HUB_ADMIN_PASSWORD: ${translator('en').of(problem)}`);
    return 1;
  }
  const display_name = (name ?? email.split('@')[0] ?? email).slice(0, 60);
  const id = await registration.create(hub, { email, password, display_name, locale: 'zh' });
  unwrap(await hub.service.rpc('grant_administrator', { person: id }), z.unknown());
  say(`${email} is an administrator.`);
  if (given === undefined) say(`Password, shown this once: ${password}`);
  return 0;
}

const granted = z.array(
  z.object({ user_id: z.string(), valid_from: z.string(), valid_until: z.string().nullable() })
);
const named = z.array(z.object({ user_id: z.string(), display_name: z.string(), totp_enabled: z.boolean() }));
const mailed = z.array(z.object({ email: z.string().nullable() }));

async function emailOf({ backend, service }: Hub, id: string): Promise<string> {
  if (backend.sql) {
    const rows = mailed.parse(await backend.sql.query('select email from auth.users where id = $1', [id]));
    return rows[0]?.email ?? '—';
  }
  const { data } = await service.auth.admin.getUserById(id);
  return data.user?.email ?? '—';
}

async function list({ hub, say }: CommandContext): Promise<number> {
  const columns = 'user_id, valid_from, valid_until';
  const rows = unwrap(
    await hub.service.from('memberships').select(columns).eq('role', 'administrator').order('created_at'),
    granted
  );
  const ids = rows.map(({ user_id }) => user_id);
  const people = unwrap(
    await hub.service.from('profiles').select('user_id, display_name, totp_enabled').in('user_id', ids),
    named
  );
  if (rows.length === 0) say('There is no administrator. Make one: hub admin create EMAIL');
  for (const { user_id, valid_from, valid_until } of rows) {
    const profile = people.find((one) => one.user_id === user_id);
    const period = `${valid_from} – ${valid_until ?? ''}`.trim();
    const factor = profile?.totp_enabled ? 'second factor on' : 'no second factor';
    say(`${await emailOf(hub, user_id)}  ${profile?.display_name ?? ''}  ${period}  ${factor}`);
  }
  return 0;
}

async function resetFactor({ hub, say }: CommandContext, email: string): Promise<number> {
  const id = await findAccount(hub, email);
  if (!id) {
    say(`No account uses ${email}.`);
    return 1;
  }
  unwrap(await hub.service.rpc('disable_totp', { person: id }), z.unknown());
  say(`The second factor of ${email} is removed. Ask the person to set up a new one.`);
  return 0;
}

const usage = 'admin create EMAIL [--name NAME] | list | reset-factor EMAIL';
const address = z.string().trim().toLowerCase().pipe(z.email());

export const admin: Command = {
  usage,
  summary: 'administrators; the password comes from HUB_ADMIN_PASSWORD or is made and printed once',
  environment: ['HUB_ADMIN_PASSWORD'],
  async run(context) {
    const { values, positionals } = parseArgs({
      args: context.args,
      options: { name: { type: 'string' } },
      allowPositionals: true
    });
    const [verb, text] = positionals;
    if (verb === 'list') return list(context);
    const email = address.safeParse(text);
    if (email.success && verb === 'create') return create(context, email.data, values.name);
    if (email.success && verb === 'reset-factor') return resetFactor(context, email.data);
    context.say(`Usage: hub ${usage}`);
    return 2;
  }
};
