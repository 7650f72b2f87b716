import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../support/ports.ts';
import { findProgram, isRoot } from '../support/programs.ts';

export interface Nginx {
  /** Serves these bytes and returns their address. */
  serve: (name: string, bytes: Buffer) => string;
  stop: () => void;
}

/** nginx with one worker on files of these very bytes: what a static server makes of them. Null when not installed. */
export async function startNginx(): Promise<Nginx | null> {
  const program = findProgram('nginx');
  if (program === null) return null;
  const folder = mkdtempSync(join(tmpdir(), 'sunlit-nginx-'));
  const port = await freePort();
  const config = `
    ${isRoot ? 'user root;' : ''}
    worker_processes 1; daemon off; pid ${folder}/pid; error_log ${folder}/error.log;
    events { worker_connections 256; }
    http {
      access_log off; default_type text/html; sendfile on; keepalive_requests 1000000;
      client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi;
      uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
      server { listen 127.0.0.1:${String(port)}; root ${folder}; }
    }`;
  writeFileSync(join(folder, 'nginx.conf'), config);
  const child = spawn(program, ['-c', join(folder, 'nginx.conf'), '-p', folder], { stdio: 'ignore' });
  const stop = () => {
    child.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', stop);
  await new Promise((resolve) => setTimeout(resolve, 300));
  return {
    serve(name, bytes) {
      writeFileSync(join(folder, name), bytes);
      return `http://127.0.0.1:${String(port)}/${name}`;
    },
    stop
  };
}
