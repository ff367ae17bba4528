import { contains, parseIp, parseNetwork } from './ip-address.ts';
import { anyOf, type Operator } from './operator.ts';

const ipInCidr = anyOf((values, _options, report) => {
  const networks = values.flatMap((value, index) => {
    const network = typeof value === 'string' ? parseNetwork(value) : undefined;
    if (!network) report(`values[${index}]`, 'a network such as 10.0.0.0/8 or 2001:db8::/32');
    return network ?? [];
  });
  return {
    matches(seen) {
      const address = typeof seen === 'string' ? parseIp(seen) : undefined;
      return address !== undefined && networks.some((network) => contains(network, address));
    },
  };
});

export const network: Record<string, Operator> = { ip_in_cidr: ipInCidr };
