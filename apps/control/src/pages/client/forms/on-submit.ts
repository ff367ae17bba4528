import type { Failure, FieldProblem } from '../api/failure.ts';
import type { Answer, Body } from '../api/post.ts';
import { find } from '../dom/find.ts';
import { clearFailure, showFailure } from './show-failure.ts';

export type Values = Readonly<Record<string, string>>;

export interface Submission {
  /** What can be seen to be wrong without asking. */
  check?: (values: Values) => readonly FieldProblem[];
  send: (values: Values) => Promise<Answer>;
  done: (body: Body) => void;
  /** Deals with a failure in another way than showing it; true where it did. */
  failed?: (failure: Failure) => boolean;
}

/** Has a form checked and sent, one submission at a time, and its failures shown. */
export function onSubmit(form: HTMLFormElement, submission: Submission): void {
  const { check, send, done, failed } = submission;
  let isBusy = false;

  async function submit(): Promise<void> {
    const values = readValues(form);
    const fields = check?.(values) ?? [];
    if (fields.length > 0) return showFailure(form, { message: '', fields });
    clearFailure(form);
    const answer = await send(values);
    if (answer.ok) done(answer.body);
    else if (!failed?.(answer.failure)) showFailure(form, answer.failure);
  }

  function setBusy(busy: boolean): void {
    isBusy = busy;
    // Not disabled: that would take the focus away from it.
    find(HTMLButtonElement, 'button[type=submit]', form).ariaDisabled = busy ? 'true' : null;
    form.ariaBusy = busy ? 'true' : null;
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    submit()
      .finally(() => setBusy(false))
      .catch(reportError);
  });
}

function readValues(form: HTMLFormElement): Values {
  const entries = [...new FormData(form)];
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === 'string' ? value : '']),
  );
}
