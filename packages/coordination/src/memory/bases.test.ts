import { describeBases } from '../conformance/bases.ts';
import { createMemoryBases } from './bases.ts';

describeBases(() => {
  const bases = createMemoryBases();
  return Promise.resolve({ nodes: [bases, bases], close: () => Promise.resolve() });
});
