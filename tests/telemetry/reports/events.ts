import { createChoices } from './choices.ts';
import type { Reported } from './reported.ts';
import { variations, type Sender } from './world.ts';

const hourMs = 3_600_000;
/** All of them over, so that it does not matter when a run crosses into the next hour. */
const hoursAgo = Array.from({ length: 20 }, (_, index) => index + 1);
const environments = ['production', 'staging', 'development'];
const countries = [undefined, 'DE', 'US', 'FR', 'JP'];
const languages = ['de', 'en', undefined];
const errorTypes = ['TypeError', 'RangeError', 'SyntaxError', 'EvalError', 'URIError'];
const flagStates = ['on', 'off', 'unknown'];
const userOfEvery = 4;
const withoutIdOfEvery = 3;

const common = (sender: Sender, n: number) => {
  const hasId = n % withoutIdOfEvery !== 0;
  // The clients of an application must not have the same ones; those of others do.
  const id = hasId ? { id: `${sender.reporter} ${n}` } : {};
  return { hasId, id, sender, sent: 0, acknowledged: 0 };
};

const at = (nowMs: number, hours: number): { hour: number; timestamp: string } => {
  const startMs = nowMs - (nowMs % hourMs) - hours * hourMs;
  return { hour: startMs / 1_000, timestamp: new Date(startMs + hourMs / 2).toISOString() };
};

const rowOf = (...parts: readonly (string | number | boolean)[]): string => parts.join('|');

/** A sender's nth evaluation: no two are counted in one row, but for places and languages. */
export function evaluationAt(sender: Sender, n: number, nowMs: number): Reported {
  const { pick, end } = createChoices(n);
  const variation = pick(variations);
  const flag = pick(sender.flags);
  const { hour, timestamp } = at(nowMs, pick(hoursAgo));
  const result = pick([true, false]);
  const environment = pick(environments);
  end();
  const { id, ...of } = common(sender, n);
  const country = countries[n % countries.length];
  const language = languages[n % languages.length];
  const hasUser = n % userOfEvery === 0;
  const { applicationId, reporter } = sender;
  const source = rowOf(applicationId, reporter);
  return {
    ...of,
    kind: 'evaluation',
    body: {
      ...id,
      flag_key: flag.key,
      result,
      variation,
      environment,
      timestamp,
      language,
      geolocation: { country, city: country && `City ${n % 7}` },
      ...(hasUser && { user_id: `user ${n}` }),
    },
    row: rowOf(flag.id, hour, environment, source, variation, result),
    shared: [
      ...(country === undefined ? [] : [rowOf('place', source, country, `City ${n % 7}`)]),
      ...(language === undefined ? [] : [rowOf('language', source, language)]),
    ],
    hasUser,
  };
}

/** A sender's nth error; no two are counted in one row. */
export function errorAt(sender: Sender, n: number, nowMs: number): Reported {
  const { pick, end } = createChoices(n);
  const type = pick(errorTypes);
  const flag = pick(sender.flags);
  const { hour, timestamp } = at(nowMs, pick(hoursAgo));
  const state = pick(flagStates);
  const environment = pick(environments);
  end();
  const { id, ...of } = common(sender, n);
  const { applicationId, reporter } = sender;
  return {
    ...of,
    kind: 'error',
    body: {
      ...id,
      flag_key: flag.key,
      environment,
      timestamp,
      error_type: type,
      error_message: `It broke ${n} times`,
      ...(state !== 'unknown' && { flag_enabled: state === 'on' }),
    },
    row: rowOf(flag.id, hour, environment, applicationId, reporter, type, state),
    shared: [rowOf('error', flag.id, type)],
    hasUser: false,
  };
}
