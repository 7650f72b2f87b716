import { describe, expect, it } from 'vitest';
import { isLoopback, listenRefusal, readConfig } from './config.ts';

describe('readConfig', () => {
  it('chooses the engine by what is set', () => {
    expect(readConfig({}).engine).toBe('embedded');
    expect(readConfig({ DATABASE_URL: 'postgres://localhost/hub' }).engine).toBe('postgres');
    const keys = {
      SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_0123456789',
      SUPABASE_SECRET_KEY: 'sb_secret_0123456789abc'
    };
    expect(readConfig({ SUPABASE_URL: 'https://x.example.org', ...keys }).engine).toBe('supabase');
  });

  it('loads demonstration data by itself on the embedded engine only', () => {
    expect(readConfig({}).demo).toBe(true);
    expect(readConfig({ HUB_DEMO: 'off' }).demo).toBe(false);
    expect(readConfig({ DATABASE_URL: 'postgres://localhost/hub' }).demo).toBe(false);
    expect(readConfig({ DATABASE_URL: 'postgres://localhost/hub', HUB_DEMO: 'on' }).demo).toBe(true);
  });

  it('names each wrong setting', () => {
    const wrong = { PORT: '70000', ORIGIN: 'not an address', HUB_STAFF_TOTP: 'maybe' };
    expect(() => readConfig(wrong)).toThrow(/PORT[\s\S]*ORIGIN[\s\S]*HUB_STAFF_TOTP/);
  });

  it('wants the keys of a Supabase project, and one engine only', () => {
    expect(() => readConfig({ SUPABASE_URL: 'https://x.example.org' })).toThrow(/SUPABASE_PUBLISHABLE_KEY/);
    const both = {
      SUPABASE_URL: 'https://x.example.org',
      SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_0123456789',
      SUPABASE_SECRET_KEY: 'sb_secret_0123456789abc',
      DATABASE_URL: 'postgres://localhost/hub'
    };
    expect(() => readConfig(both)).toThrow(/not both/);
  });

  it('takes an empty variable as not set', () => {
    expect(readConfig({ DATABASE_URL: '', HUB_METRICS_TOKEN: '' }).engine).toBe('embedded');
  });
});

describe('listenRefusal', () => {
  it.each(['127.0.0.1', '127.9.9.9', 'localhost', '::1'])(
    'lets demonstration accounts listen on %s',
    (HOST) => {
      expect(isLoopback(HOST)).toBe(true);
      expect(listenRefusal({ HOST, demo: true, exposeDemo: false })).toBeNull();
    }
  );

  it.each(['0.0.0.0', '::', '192.168.1.5', 'hub.example.org', '127.0.0.1.example.org'])(
    'refuses %s',
    (HOST) => {
      expect(listenRefusal({ HOST, demo: true, exposeDemo: false })).toContain('HUB_DEMO=off');
      expect(listenRefusal({ HOST, demo: true, exposeDemo: true })).toBeNull();
      expect(listenRefusal({ HOST, demo: false, exposeDemo: false })).toBeNull();
    }
  );
});
