import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { shortest } from '#lib/accounts/password.ts';

const root = join(import.meta.dirname, '../../../..');

const template = z.strictObject({ subject: z.string(), content_path: z.string() });

/** The keys of the Supabase CLI (3.1) that we use, under their tables: it says nothing of one that it does not know. */
const known = z.strictObject({
  project_id: z.string(),
  api: z.strictObject({
    enabled: z.boolean(),
    port: z.number(),
    schemas: z.array(z.string()),
    extra_search_path: z.array(z.string()),
    max_rows: z.int()
  }),
  db: z.strictObject({
    port: z.number(),
    major_version: z.literal([15, 17]),
    seed: z.strictObject({ enabled: z.boolean(), sql_paths: z.array(z.string()) })
  }),
  auth: z.strictObject({
    enabled: z.boolean(),
    site_url: z.url(),
    jwt_expiry: z.int(),
    enable_refresh_token_rotation: z.boolean(),
    refresh_token_reuse_interval: z.int(),
    enable_signup: z.boolean(),
    minimum_password_length: z.int(),
    email: z.strictObject({
      double_confirm_changes: z.boolean(),
      enable_confirmations: z.boolean(),
      otp_length: z.int().min(6).max(10),
      otp_expiry: z.int(),
      template: z.strictObject({ recovery: template, confirmation: template })
    })
  }),
  storage: z.strictObject({ enabled: z.boolean(), file_size_limit: z.string().regex(/^\d+MiB$/) })
});

const config = known.parse(parse(readFileSync(join(root, 'supabase/config.toml'), 'utf8')));

it('exposes what the other engines expose, and no more', () => {
  expect(config.api.schemas).toEqual(['public']);
  expect(config.auth.minimum_password_length).toBe(shortest);
  expect(config.auth.email.enable_confirmations).toBe(true);
});

it('names files that are there, from where the CLI looks for them', () => {
  for (const path of config.db.seed.sql_paths)
    expect(existsSync(join(root, 'supabase', path)), path).toBe(true);
  for (const { content_path: path } of Object.values(config.auth.email.template))
    expect(existsSync(join(root, path)), path).toBe(true);
});

it('lets a link live as long as its mail says', () => {
  const minutes = config.auth.email.otp_expiry / 60;
  for (const { content_path: path } of Object.values(config.auth.email.template)) {
    const mail = readFileSync(join(root, path), 'utf8');
    expect(mail).toContain(`${String(minutes)} 分钟`);
    expect(mail).toContain(`${String(minutes)} minutes`);
  }
});
