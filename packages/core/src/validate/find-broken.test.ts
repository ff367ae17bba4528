import fc from 'fast-check';
import { expect, test } from 'vitest';

import { compile } from '../data-set.ts';
import { evaluate } from '../evaluate.ts';
import { regex } from '../re2js.ts';
import { dataSet } from '../testing/arbitraries.ts';
import { check } from '../testing/check.ts';
import { flagWith } from '../testing/flag.ts';
import { findBroken } from './find-broken.ts';

const production = 'environments.production';

test('a broken flag is listed with what its own data lack and what it refers to', () => {
  const targeting = { rules: [{ segment: 'sound' }, { segment: 'circular' }, { segment: 'gone' }] };
  const flags = [
    flagWith(),
    flagWith({ rollout_percentage: 101, targeting }, { id: 'id', key: 'own' }),
    flagWith({ prerequisites: [{ flag: 'f' }, { flag: 'gone' }] }, { key: 'dependent' }),
    flagWith({ prerequisites: [{ flag: 'circular' }] }, { key: 'circular' }),
  ];
  const segments = [{ key: 'sound' }, { key: 'circular', rules: { segment: 'circular' } }];
  const prerequisite = `${production}.prerequisites`;
  expect(findBroken(compile({ flags, segments }))).toEqual([
    {
      id: 'id',
      key: 'own',
      problems: [
        {
          field: `${production}.rollout_percentage`,
          expected: 'a number from 0 to 100 with at most three decimals',
        },
        {
          field: `${production}.targeting.rules[1].segment`,
          expected: 'a segment that is not broken itself',
        },
        { field: `${production}.targeting.rules[2].segment`, expected: 'the key of a segment' },
      ],
    },
    {
      id: 'dependent',
      key: 'dependent',
      problems: [
        {
          field: `${prerequisite}[1].flag`,
          expected: 'the id of a flag of this application or of an enterprise flag',
        },
      ],
    },
    {
      id: 'circular',
      key: 'circular',
      problems: [
        { field: `${prerequisite}[0].flag`, expected: 'a flag that does not depend on this one' },
      ],
    },
  ]);
});

test('those flags are listed, each with a problem, that evaluate to ERROR', () => {
  const request = { applicationId: 'app', environment: 'production', context: {}, now: 0 };
  check(
    fc.property(dataSet, (data) => {
      const compiled = compile(data, { regex });
      const broken = findBroken(compiled);
      const failing = data.flags.filter(
        ({ key }) => evaluate(compiled, { ...request, flagKey: key }).reason === 'ERROR',
      );
      expect(broken.map(({ key }) => key)).toEqual(failing.map(({ key }) => key));
      for (const { problems } of broken) expect(problems).not.toEqual([]);
    }),
  );
});
