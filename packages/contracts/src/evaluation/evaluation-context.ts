import { z } from 'zod';

/** The environment of a request; nothing and the empty text leave the choice to the key's default. */
export const EnvironmentName = z.string('a string').nullish();

/** Who asks and from where. What is not known here is ignored; fields may come in camelCase too. */
export const EvaluationContext = z
  .looseObject({ environment: EnvironmentName }, 'an object')
  .nullish();
