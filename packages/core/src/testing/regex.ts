import { RE2JS } from 're2js';

import type { RegexEngine } from '../operators/operator.ts';

/** The RE2 engine that services pass in. */
export const regex: RegexEngine = (pattern) => {
  try {
    const compiled = RE2JS.compile(pattern);
    return (text) => compiled.matcher(text).find();
  } catch {
    return undefined;
  }
};
