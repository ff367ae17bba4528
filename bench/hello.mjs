// The least that a node:http server can do: takes a body and answers 200 with 250 bytes of JSON.
// Forked, it says on which port it listens; alone, it takes the port as its argument.
import { createServer } from 'node:http';

const start = '{"message":"hello","padding":"';
const end = '"}';
const body = `${start}${'.'.repeat(250 - start.length - end.length)}${end}`;
const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };

const server = createServer((req, res) => {
  req.resume();
  req.on('end', () => {
    res.writeHead(200, headers);
    res.end(body);
  });
});

server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => {
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  if (process.send) process.send({ type: 'ready', port });
  else process.stdout.write(`http://127.0.0.1:${port}\n`);
});
process.on('disconnect', () => process.exit());
