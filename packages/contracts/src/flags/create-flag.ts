import { z } from 'zod';

const idExpected = 'the id of an application, for a flag whose scope is application';

/** Where a new flag belongs and what it is called; what else it says is {@link FlagFields}, short forms included. */
export const CreateFlagRequest = z
  .looseObject({
    key: z.string('a text'),
    scope: z.enum(['application', 'enterprise'], 'application or enterprise').optional(),
    /** Left out of an enterprise flag. */
    application_id: z.uuid(idExpected).nullish(),
  })
  .superRefine(({ scope, application_id: id }, { addIssue }) => {
    const isEnterprise = scope === 'enterprise';
    if (isEnterprise === (typeof id === 'string')) {
      const message = isEnterprise ? 'left out of an enterprise flag' : idExpected;
      addIssue({ code: 'custom', path: ['application_id'], message });
    }
  });
export type CreateFlagRequest = z.infer<typeof CreateFlagRequest>;
