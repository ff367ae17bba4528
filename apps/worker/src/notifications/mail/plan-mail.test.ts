import { expect, test } from 'vitest';

import { planMail } from './plan-mail.ts';

const content = {
  id: 'n.u',
  to: 'ada@example.com',
  organization: 'Sails\r\nBcc: victim@example.com',
  month: '2026-11',
  evaluations: 1_234_567,
  limit: 1_000_000,
};

test.each([
  ['warning', 'has used 80 % of its evaluations for November 2026', 'Nothing changes now'],
  ['exceeded', 'has used all of its evaluations for November 2026', 'Evaluation goes on for now'],
  ['blocked', 'are refused for the rest of November 2026', 'evaluations are refused until'],
] as const)('of %s says of whom, how much, and what comes of it', (level, subject, consequence) => {
  const mail = planMail({ ...content, level });
  expect(mail).toMatchObject({ id: 'n.u', to: 'ada@example.com', link: undefined });
  expect(mail.subject).toContain(subject);
  expect(mail.subject).toContain('Sails Bcc: victim@example.com');
  expect(mail.subject).not.toMatch(/[\r\n]/);
  for (const text of [mail.text, mail.html]) {
    expect(text).toContain('1,234,567 of the 1,000,000 evaluations');
    expect(text).toContain(consequence);
  }
});
