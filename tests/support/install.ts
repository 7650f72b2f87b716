import { spawnSync } from 'node:child_process';
import { mayInstallShell, shellPackages } from './chromium.ts';
import { findBinaries, stopFreshClusters } from './postgres.ts';
import { findProgram, installPackages } from './programs.ts';

/**
 * What a bare Debian machine lacks for all suites, in one go: each of them installs what it misses, but one after the
 * other, and asks anew each time what there is.
 */
const isInstalled = (name: string): boolean =>
  spawnSync('dpkg-query', ['--show', '--showformat=${db:Status-Status}', name], { encoding: 'utf8' })
    .stdout === 'installed';

const missing = [
  ...(mayInstallShell() ? shellPackages : []),
  ...(findBinaries() === null ? ['postgresql'] : []),
  ...(findProgram('exiftool') === null ? ['libimage-exiftool-perl'] : []),
  ...(findProgram('xmllint') === null ? ['libxml2-utils'] : []),
  ...['python3-feedparser', 'python3-icalendar'].filter((name) => !isInstalled(name))
];
if (missing.length > 0) installPackages(missing, 'for the tests');
if (missing.includes('postgresql')) stopFreshClusters();
