import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const path = join(resolve(process.env.HUB_ROOT ?? '.'), 'package.json');

export const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(path, 'utf8')));
