import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';

const PINNED_MAJOR = 24;
const STAMP = 'node_modules/.sunlit-lock-sha256';
const HEARTBEAT_MS = 10_000;

/** @typedef {{ version?: string, optional?: boolean, link?: boolean }} Entry */

/** @param {string} line */
const say = (line) => void process.stderr.write(`${line}\n`);

/** @param {string} file */
const readText = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/** @param {string} root */
const lockHash = (root) =>
  createHash('sha256')
    .update(readText(join(root, 'package-lock.json')))
    .digest('hex');

/**
 * True when every package the lock demands is there in that version. npm keeps the list of what it
 * installed; packages for other platforms are optional and may be absent.
 * @param {string} wanted text of package-lock.json
 * @param {string} present text of node_modules/.package-lock.json
 */
export function satisfies(wanted, present) {
  if (wanted === '' || present === '') return false;
  /** @type {Record<string, Entry>} */
  const have = JSON.parse(present).packages ?? {};
  /** @type {Record<string, Entry>} */
  const want = JSON.parse(wanted).packages ?? {};
  return Object.entries(want).every(([path, entry]) => {
    if (path === '') return true;
    const found = have[path];
    return found ? found.version === entry.version : entry.optional === true;
  });
}

/** @param {string} root */
export function installed(root) {
  if (readText(join(root, STAMP)) === lockHash(root)) return true;
  const present = readText(join(root, 'node_modules/.package-lock.json'));
  if (!satisfies(readText(join(root, 'package-lock.json')), present)) return false;
  writeFileSync(join(root, STAMP), lockHash(root)); // Installed by hand with npm: no reason to do it again.
  return true;
}

/**
 * What npm's output means for the person at the keyboard.
 * @param {string} output
 */
export function explain(output) {
  if (/ENOSPC|no space left/i.test(output))
    return 'The disk is full: free about 1 GB and run the command again.';
  if (/EACCES|EPERM|EROFS/.test(output))
    return 'The project folder cannot be written: check its owner and permissions.';
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT/.test(output))
    return 'The package registry cannot be reached: check the network or the proxy (npm config get proxy) and run the command again.';
  if (output.includes('EINTEGRITY'))
    return 'A downloaded package is damaged: run "npm cache verify" and try again.';
  return 'The lines above are what npm said; "npm ci" by hand shows the same.';
}

/**
 * @param {string} root
 * @param {string[]} args
 * @returns {Promise<{ code: number, output: string }>}
 */
function npm(root, args) {
  return new Promise((done) => {
    const started = Date.now();
    const child = spawn('npm', args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32'
    });
    let output = '';
    /** @param {Buffer} chunk */
    const keep = (chunk) => void (output += chunk.toString());
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const beat = setInterval(
      () => say(`  … ${String(Math.round((Date.now() - started) / 1000))} s`),
      HEARTBEAT_MS
    );
    const stop = () => child.kill();
    const terminate = () => process.exit(143);
    process.once('exit', stop);
    process.once('SIGTERM', terminate);
    /** @param {number} code */
    const end = (code) => {
      clearInterval(beat);
      process.off('exit', stop);
      process.off('SIGTERM', terminate);
      done({ code, output });
    };
    child.on('error', (error) => {
      output += `npm cannot be started: ${error.message}\n`;
      end(1);
    });
    child.on('close', (code) => end(code ?? 1));
  });
}

/** @param {string} root */
async function installPackages(root) {
  const started = Date.now();
  say('Installing the packages (the first time this takes about a minute) …');
  // The build tools are development dependencies, and the site is built where it runs.
  const flags = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  let { code, output } = await npm(root, ['ci', ...flags]);
  if (code !== 0 && output.includes('EUSAGE')) {
    // A registry that offers fewer platforms than the lock names makes npm call the lock incomplete.
    ({ code, output } = await npm(root, ['install', '--no-save', ...flags]));
  }
  if (code !== 0) {
    say(output.trimEnd());
    throw new Error(`The packages could not be installed. ${explain(output)}`);
  }
  writeFileSync(join(root, STAMP), lockHash(root));
  say(`Installing the packages … done in ${String(Math.round((Date.now() - started) / 1000))} s`);
}

/** @param {string} program */
function runs(program) {
  const answer = spawnSync(program, ['--version'], { encoding: 'utf8' });
  return answer.status === 0 && Number(/^v(\d+)\./.exec(answer.stdout)?.[1]) >= PINNED_MAJOR;
}

/** @param {string} root */
const pinned = (root) =>
  join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

/**
 * The Node that runs everything. npm fetches it in the install script of the package `node`; where npm
 * does not run install scripts, the script is run here.
 * @param {string} root
 */
function findRuntime(root) {
  const program = pinned(root);
  if (existsSync(program)) return program;
  const folder = join(root, 'node_modules/node');
  if (existsSync(join(folder, 'installArchSpecificPackage.js'))) {
    say(`Fetching Node ${String(PINNED_MAJOR)} …`);
    const script = spawnSync(process.execPath, ['installArchSpecificPackage.js'], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, npm_config_omit: '', npm_config_include: '' }
    });
    if (script.status !== 0) say(`${script.stdout}${script.stderr}`.trimEnd());
    if (runs(program)) return program;
  }
  if (Number(process.versions.node.split('.')[0]) >= PINNED_MAJOR) return process.execPath;
  throw new Error(
    `Node ${String(PINNED_MAJOR)} could not be fetched for ${process.platform}-${process.arch}, and this is Node ` +
      `${process.versions.node}. Install Node ${String(PINNED_MAJOR)} from https://nodejs.org and run the command again.`
  );
}

/**
 * Installs what is missing and returns the path of the Node to use.
 * @param {string} root
 */
export async function prepare(root) {
  if (installed(root) && existsSync(pinned(root))) return pinned(root);
  return withLock(
    join(root, '.svelte-kit/install.lock'),
    async () => {
      if (!installed(root)) await installPackages(root);
      return findRuntime(root);
    },
    () => say('Another process is installing the packages: waiting for it …')
  );
}
