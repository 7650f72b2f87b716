import { request, type IncomingHttpHeaders } from 'node:http';

/** An answer with its bytes as they come over the line, which `fetch` would unpack. */
export const asSent = (
  address: string,
  headers: Record<string, string>
): Promise<{ bytes: Buffer; headers: IncomingHttpHeaders }> =>
  new Promise((resolve, reject) => {
    request(address, { headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        resolve({ bytes: Buffer.concat(parts), headers: response.headers });
      });
    })
      .on('error', reject)
      .end();
  });
