import { openHub } from '#lib/server/hub.ts';
import { readConfig } from '#lib/server/config.ts';
import { anonymous } from '#lib/server/client.ts';

/** A process that makes the database refuse statements whose parameters are the personal data in CANARY. */
const { CANARY = '' } = process.env;
const hub = await openHub(undefined, readConfig());
const visitor = anonymous(hub.backend);
const facts = { permit_no: CANARY, name: CANARY, division_code: '420102', housing_type: CANARY };
const answers = [
  await hub.service.rpc('save_project', { facts }),
  await hub.service.rpc('find_account', { nobody: CANARY }),
  await visitor.from('canaries').insert({ canary_id: 9, song: CANARY }),
  await visitor.from('profiles').select('*').eq('user_id', CANARY),
  await visitor.auth.signInWithPassword({ email: `${CANARY}@example.org`, password: CANARY }),
  await visitor.auth.signUp({ email: `${CANARY}@example.org`, password: 'short' })
];
process.stdout.write(`refused ${String(answers.filter((answer) => answer.error).length)}\n`);
process.exit(0);
