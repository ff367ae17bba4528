import { RE2JS } from 're2js';

import type { RegexEngine } from './operators/operator.ts';

/** Runs the patterns of `matches` by re2js, in linear time; whoever imports this has re2js installed. */
export const regex: RegexEngine = (pattern) => {
  try {
    const compiled = RE2JS.compile(pattern);
    return (text) => compiled.matcher(text).find();
  } catch {
    return undefined;
  }
};
