import { contains, parseIp, parseNetwork, type Network } from './ip-address.ts';
import { anyOf, readEach, type Operator } from './operator.ts';

const readNetwork = (value: unknown): Network | undefined =>
  typeof value === 'string' ? parseNetwork(value) : undefined;

const ipInCidr = anyOf((values, _options, report) => {
  const expected = 'a network such as 10.0.0.0/8 or 2001:db8::/32';
  const networks = readEach(values, readNetwork, expected, report);
  return {
    matches(seen) {
      const address = typeof seen === 'string' ? parseIp(seen) : undefined;
      return address !== undefined && networks.some((network) => contains(network, address));
    },
  };
});

export const network: Record<string, Operator> = { ip_in_cidr: ipInCidr };
