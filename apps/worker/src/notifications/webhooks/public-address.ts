import ipaddr from 'ipaddr.js';

/** Azure's, which lies among public addresses; the other clouds' are link-local or private. */
const metadataServers = new Set(['168.63.129.16']);

/** All that is routed: what else IPv6 has leads to nowhere or, written otherwise, to IPv4. */
const globalUnicast = ipaddr.parseCIDR('2000::/3');

/** Whether an IP address is one of the internet's, where nothing of ours can be. Pure. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast' || metadataServers.has(parsed.toString())) return false;
  return parsed.kind() === 'ipv4' || parsed.match(globalUnicast);
}
