// `npm run bench -- control`: how soon a page of many flags is there, and how long after a toggle
// another process answers by it.
import { createProbe, type Probe } from '../shared/probe.ts';
import { startInstallation, type Installation } from './installation.ts';
import { measurePages, readFirstPages, withoutSearch, withSearch, type Member } from './pages.ts';
import { describeRun, type Results } from './report.ts';
import { countStatements } from './statements.ts';
import { measureToggles } from './toggles.ts';

const spins = 25;

process.stdout.write('Filling a database …\n');
const installation = await startInstallation();
try {
  process.stdout.write('Asking for pages, then toggling: half a minute …\n');
  const probe = createProbe();
  const { text, isMet } = describeRun(await measure(installation, probe), probe);
  process.stdout.write(`${text}\n`);
  process.exitCode = isMet ? 0 : 1;
} finally {
  await installation.stop();
}

/** Each part with a member of its own: one may ask 300 times a minute. */
async function measure(
  { database, logFile, controlPort, evaluationPort, keys, createMember }: Installation,
  probe: Probe,
): Promise<Results> {
  const join = async (name: string): Promise<Member> => ({
    port: controlPort,
    token: await createMember(`${name}@example.com`),
  });
  const [lister, searcher, toggler, counter] = [
    await join('lister'),
    await join('searcher'),
    await join('toggler'),
    await join('counter'),
  ];
  const count = (search?: string) =>
    countStatements(database, logFile, (times) => readFirstPages(counter, { times, search }));

  spinOften(probe);
  const all = await measurePages(lister, withoutSearch);
  beginPart(probe);
  const search = await measurePages(searcher, withSearch);
  beginPart(probe);
  const toggles = await measureToggles(toggler, { port: evaluationPort, keys });
  beginPart(probe);
  return {
    all: { durations: all, statements: await count() },
    search: { durations: search, statements: await count(withSearch[0]) },
    toggles,
  };
}

function beginPart(probe: Probe): void {
  probe.next();
  spinOften(probe);
}

function spinOften(probe: Probe): void {
  for (let spin = 0; spin < spins; spin++) probe.spin();
}
