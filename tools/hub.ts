import { loadDemo } from '#lib/programme/demo/load.server.ts';
import { readConfig } from '#lib/server/config.ts';
import { runThere } from '#lib/server/control.ts';
import { closeHub, openHub } from '#lib/server/hub.ts';
import { environmentOf } from '#lib/server/operator/command.ts';
import { commands } from '#lib/server/operator/commands.ts';
import { startState } from '#lib/server/state.ts';

/** The operator's CLI: `npm run hub -- <command>`. Talks to the running hub, or opens the database itself. */

const print = {
  say: (line: string): void => {
    process.stdout.write(`${process.stdout.isTTY ? '\r\u001b[K' : ''}${line}\n`);
  },
  progress: (text: string): void => {
    if (process.stdout.isTTY) process.stdout.write(`\r\u001b[K${text}`);
  }
};

function help(): void {
  const width = Math.max(...Object.values(commands).map((command) => command.usage.length));
  print.say('npm run hub -- <command>\n');
  for (const { usage, summary } of Object.values(commands)) print.say(`  ${usage.padEnd(width)}  ${summary}`);
  print.say('\nSettings come from the environment, as for npm start: see docs/operations.md.');
}

async function main(): Promise<number> {
  const [name = 'help', ...args] = process.argv.slice(2);
  if (name === 'help' || name === '--help') {
    help();
    return 0;
  }
  const command = commands[name];
  if (!command) {
    process.stderr.write(`There is no command "${name}". \`hub help\` lists them.\n`);
    return 2;
  }
  const cwd = process.env.INIT_CWD ?? process.cwd();
  const env = environmentOf(command, process.env);
  const alone = command.alone?.({ args, cwd, env, ...print });
  if (alone) return alone;
  const config = readConfig();
  const there = await runThere(config.dataDir, { name, args, cwd, env }, print);
  if (there !== null) return there;
  if (command.offline) return command.offline({ config, args, cwd, env, ...print });

  const hub = await openHub(print.progress, config);
  try {
    startState(hub);
    if (config.demo) await loadDemo(hub, print.progress);
    return await command.run({ hub, args, cwd, env, ...print });
  } finally {
    await closeHub();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
