import type { PlanLevel, PlanLevelPassed } from '@halyard/contracts';
import { composeMail, toSingleLine, type Mail } from '@halyard/mail';

export interface PlanMailContent extends PlanLevelPassed {
  /** The same at each try. */
  id: string;
  to: string;
  organization: string;
}

interface Words {
  organization: string;
  /** As in `November 2026`. */
  month: string;
}

const subjects: Readonly<Record<PlanLevel, (words: Words) => string>> = {
  warning: ({ organization, month }) =>
    `${organization} has used 80 % of its evaluations for ${month}`,
  exceeded: ({ organization, month }) =>
    `${organization} has used all of its evaluations for ${month}`,
  blocked: ({ organization, month }) =>
    `Evaluations of ${organization} are refused for the rest of ${month}`,
};

const consequences: Readonly<Record<PlanLevel, string>> = {
  warning:
    'Nothing changes now. When all are used you are told again; evaluation goes on until a tenth more is used.',
  exceeded:
    'Evaluation goes on for now. When a tenth more is used, evaluations are refused until the month (UTC) is over, or until the organization has a larger plan.',
  blocked:
    'That is a tenth more than the plan includes: evaluations are refused until the month (UTC) is over, or until the organization has a larger plan. Where they are refused, applications do what they do without a flag.',
};

const number = new Intl.NumberFormat('en-GB');
const monthName = new Intl.DateTimeFormat('en-GB', {
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

/** Tells an owner or administrator how far a month's evaluations have come, and what comes of it. */
export function planMail(content: PlanMailContent): Mail {
  const { id, to, level, evaluations, limit } = content;
  const organization = toSingleLine(content.organization);
  const month = monthName.format(new Date(`${content.month}-01T00:00:00Z`));
  return composeMail({
    kind: 'plan_notice',
    id,
    to,
    subject: subjects[level]({ organization, month }),
    opening: [
      `The organization “${organization}” has used ${number.format(evaluations)} of the ${number.format(limit)} evaluations that its plan includes for ${month}.`,
      consequences[level],
    ],
    closing: ['You are told because you are an owner or an administrator of the organization.'],
  });
}
