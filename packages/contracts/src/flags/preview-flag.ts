import { z } from 'zod';

import { FlagEvaluation } from '../evaluation/flag-evaluation.ts';

const most = 100;
const either = 'one of context and contexts';
const object = 'an object';

/** As the evaluation service takes it. */
const PreviewContext = z.record(z.string(), z.unknown(), object);

/** A flag's fields as PUT takes them; or, as the only field, `patch`: those that PATCH takes. */
const FlagDraft = z
  .looseObject({ patch: z.record(z.string(), z.unknown(), object).optional() }, object)
  .superRefine(({ patch, ...others }, { addIssue }) => {
    const [other] = Object.keys(others);
    if (patch === undefined || other === undefined) return;
    addIssue({ code: 'custom', path: [other], message: 'left out beside patch' });
  });

/** What to look at: a flag as it is saved, or a draft of it, for one context or several. */
export const PreviewFlagRequest = z
  .strictObject({
    environment: z.string('the name of an environment'),
    context: PreviewContext.optional(),
    contexts: z
      .array(PreviewContext, 'a list of contexts')
      .min(1, 'at least one context')
      .max(most, `at most ${most} contexts`)
      .optional(),
    draft: FlagDraft.optional(),
    /** When it is evaluated: shows what a schedule will do. Now where left out. */
    now: z.iso.datetime({ offset: true, error: 'a time such as 2026-12-31T23:59:59Z' }).optional(),
  })
  .superRefine(({ context, contexts }, { addIssue }) => {
    if ((context === undefined) !== (contexts === undefined)) return;
    addIssue({ code: 'custom', path: ['context'], message: either });
  });

/** What evaluation would answer, why, and by which rule; with its trace. */
const FlagPreview = FlagEvaluation.extend({
  /** Of the rule that decided. */
  rule_id: z.string().optional(),
});

/** One for each context, in their order; of a draft `version` is the saved flag's. */
export const FlagPreviewList = z.strictObject({ evaluations: z.array(FlagPreview) });
