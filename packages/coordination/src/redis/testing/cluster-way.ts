import { createTcpProxy, type TcpProxy } from '@halyard/database/testing';

import type { RedisCluster } from './start-cluster.ts';
import type { Way } from './two-nodes.ts';

/** A way to a Cluster that can be disturbed as one to a single server can. */
export async function createClusterWay({ masters }: RedisCluster): Promise<Way> {
  const proxies = await Promise.all(masters.map(({ url }) => createTcpProxy(url)));
  const addresses = proxies.map(({ url }) => new URL(url));
  const natMap = Object.fromEntries(
    masters.map(({ port }, n) => [
      `127.0.0.1:${port}`,
      { host: addresses[n]!.hostname, port: Number(addresses[n]!.port) },
    ]),
  );
  const each = (act: (proxy: TcpProxy) => void) => (): void => proxies.forEach(act);
  const all = (act: (proxy: TcpProxy) => Promise<void>) => async (): Promise<void> => {
    await Promise.all(proxies.map(act));
  };

  return {
    natMap,
    proxy: {
      url: `redis+cluster://${addresses.map(({ host }) => host).join(',')}`,
      dropConnections: each((proxy) => proxy.dropConnections()),
      freezeConnections: each((proxy) => proxy.freezeConnections()),
      holdAll: each((proxy) => proxy.holdAll()),
      takeAway: all((proxy) => proxy.takeAway()),
      restore: all((proxy) => proxy.restore()),
      close: all((proxy) => proxy.close()),
    },
  };
}
