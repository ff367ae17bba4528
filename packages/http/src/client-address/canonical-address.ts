import { isIPv4, isIPv6, SocketAddress } from 'node:net';

const mappedStart = '::ffff:';

/**
 * An IP address as it is written once: IPv6 short and in lower case, without its zone;
 * IPv4 in IPv6 as IPv4. `undefined` for what is no address.
 */
export function canonicalAddress(text: string): string | undefined {
  if (isIPv4(text)) return text;
  if (!isIPv6(text)) return undefined;
  const plain = plainAddress(text);
  if (isIPv4(plain)) return plain;
  return plainAddress(new SocketAddress({ address: plain, family: 'ipv6' }).address);
}

/** The same of an address as the system writes it, which costs a hundredth. */
export function plainAddress(address: string): string {
  if (!address.includes(':')) return address;
  const zone = address.indexOf('%');
  const whole = zone === -1 ? address : address.slice(0, zone);
  const isMapped = whole.startsWith(mappedStart) && whole.includes('.');
  return isMapped ? whole.slice(mappedStart.length) : whole;
}
