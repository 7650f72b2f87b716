import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { PROTOCOL_HEADER, hostName, isLoopback, ownOrigin, parsePort, probe } from './listen.ts';

describe('the address', () => {
  it('takes a port, and nothing else', () => {
    expect(parsePort('3000')).toBe(3000);
    for (const text of ['', 'http', '-1', '70000', '3000x']) expect(() => parsePort(text)).toThrow('PORT');
  });

  it('knows the loopback by its names alone', () => {
    expect(['localhost', '127.0.0.1', '::1'].every(isLoopback)).toBe(true);
    expect(isLoopback('0.0.0.0')).toBe(false);
  });

  it('reads the name from a Host header', () => {
    expect(hostName('LOCALHOST:3000')).toBe('localhost');
    expect(hostName('[::1]:3000')).toBe('[::1]');
    expect(hostName(undefined)).toBe('');
    expect(hostName('a:b:c')).toBe('');
  });

  it('says that a port is in use, and what to do', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen({ host: '127.0.0.1', port: 0 }, resolve));
    const address = server.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    await expect(probe('127.0.0.1', port)).rejects.toThrow(/already in use.*PORT=/);
    server.close();
  });
});

describe('the origin on loopback', () => {
  it('is http at the name that was typed', () => {
    const request = { headers: { host: 'localhost:3000', [PROTOCOL_HEADER]: 'https' } };
    ownOrigin(request, '127.0.0.1:3000');
    expect(request.headers).toEqual({ host: 'localhost:3000', [PROTOCOL_HEADER]: 'http' });
  });

  it('is never a foreign name, so that a rebound name does not pass for our own', () => {
    const request = { headers: { host: 'evil.example:3000' } };
    ownOrigin(request, '127.0.0.1:3000');
    expect(request.headers.host).toBe('127.0.0.1:3000');
  });
});
