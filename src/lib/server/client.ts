import { createServerClient, type CookieMethodsServer } from '@supabase/ssr';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import type { Backend } from './backend/types.ts';

type Facts = Record<string, unknown>;

/** Whatever the database answers is unknown until a slice has parsed it with its own zod schema. */
interface Schema {
  Tables: Record<string, { Row: Facts; Insert: Facts; Update: Facts; Relationships: [] }>;
  Views: Record<string, never>;
  Functions: Record<string, { Args: Facts; Returns: unknown }>;
}
interface Database {
  public: Schema;
  private: Schema;
}

export type Client = SupabaseClient<Database>;

const stateless = { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false };

/** A client without a person: what a visitor may see. */
export function anonymous(backend: Backend): Client {
  return createClient<Database>(backend.url, backend.publishableKey, {
    auth: stateless,
    global: { fetch: backend.fetch }
  });
}

/** A client with all rights, for the server's own work. Never handed to code that carries a person's request through. */
export function service(backend: Backend): Client {
  return createClient<Database>(backend.url, backend.secretKey, {
    auth: stateless,
    global: { fetch: backend.fetch }
  });
}

/** The client of one request, as the person whose session its cookies carry. */
export function personal(backend: Backend, cookies: CookieMethodsServer, secure: boolean): Client {
  return createServerClient<Database>(backend.url, backend.publishableKey, {
    cookies,
    cookieOptions: { name: 'sunlit', path: '/', httpOnly: true, sameSite: 'lax', secure },
    global: { fetch: backend.fetch }
  });
}
