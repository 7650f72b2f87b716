import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Addresses that belong to no place on the public internet (IANA special-purpose registries), the machine itself among them. */
const special = new BlockList();
for (const range of [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4'
]) {
  const [net = '', bits = '0'] = range.split('/');
  special.addSubnet(net, Number(bits), 'ipv4');
}
/** Of IPv6 only the global unicast range is public, without what in it stands for other addresses. */
const global = new BlockList();
global.addSubnet('2000::', 3, 'ipv6');
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20]
] as const)
  special.addSubnet(net, bits, 'ipv6');

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** `loopbackToo`: this machine counts as public, for tests and demonstrations alone. */
export function isPublic(address: string, loopbackToo = false): boolean {
  const version = isIP(address);
  if (version === 0) return false;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  if (loopbackToo && loopback.check(address, family)) return true;
  if (version === 4) return !special.check(address, 'ipv4');
  return global.check(address, 'ipv6') && !special.check(address, 'ipv6');
}

/** Thrown where a name leads to an address inside. */
export class AddressRefused extends Error {
  override name = 'AddressRefused';
}

/**
 * Resolves a name for a connection about to be made, and refuses it if any of its addresses is inside: looked at here, the
 * address is the one that is connected to, whatever the name says a moment later.
 */
export const publicLookup =
  (loopbackToo: boolean): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) callback(error, []);
      else if (addresses.length === 0 || addresses.some(({ address }) => !isPublic(address, loopbackToo)))
        callback(new AddressRefused(hostname), []);
      else if (options.all) callback(null, addresses);
      else callback(null, addresses[0]?.address ?? '', addresses[0]?.family);
    });
  };

/** Why an address can't be a receiver, or null: https, no credentials in it, no bare address inside. */
export function urlProblem(
  text: string,
  loopbackToo: boolean
): 'webhook_url_wrong' | 'webhook_url_inside' | null {
  if (!URL.canParse(text)) return 'webhook_url_wrong';
  const { protocol, username, password, hostname, hash } = new URL(text);
  const host = hostname.replace(/^\[|\]$/g, '');
  const local =
    loopbackToo &&
    (host === 'localhost' || (isIP(host) !== 0 && loopback.check(host, isIP(host) === 4 ? 'ipv4' : 'ipv6')));
  if (protocol !== 'https:' && !(protocol === 'http:' && local)) return 'webhook_url_wrong';
  if (username || password || hash || host === '') return 'webhook_url_wrong';
  const inside = isIP(host) !== 0 ? !isPublic(host, loopbackToo) : !local && !host.includes('.');
  return inside ? 'webhook_url_inside' : null;
}
