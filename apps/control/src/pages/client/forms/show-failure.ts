import type { Failure, FieldProblem } from '../api/failure.ts';
import { find } from '../dom/find.ts';

/** Says what went wrong: at the fields it is about, else above them. The focus goes to the first. */
export function showFailure(form: HTMLFormElement, { message, fields }: Failure): void {
  clearFailure(form);
  const shown = fields.flatMap((problem) => showAtField(form, problem));
  const [first] = shown;
  if (first) first.focus();
  else showAbove(form, message);
}

/** Takes back what {@link showFailure} said. */
export function clearFailure(form: HTMLFormElement): void {
  for (const text of form.querySelectorAll<HTMLElement>('.problem')) {
    text.hidden = true;
    text.textContent = '';
  }
  for (const input of form.querySelectorAll('[aria-invalid]'))
    input.removeAttribute('aria-invalid');
}

function showAtField(form: HTMLFormElement, { field, text }: FieldProblem): HTMLInputElement[] {
  const input = form.elements.namedItem(field);
  if (!(input instanceof HTMLInputElement)) return [];
  input.setAttribute('aria-invalid', 'true');
  fill(find(HTMLElement, `#${input.id}-problem`, form), text);
  return [input];
}

function showAbove(form: HTMLFormElement, message: string): void {
  const above = find(HTMLElement, '.form-problem', form);
  fill(above, message);
  above.focus();
}

function fill(element: HTMLElement, text: string): void {
  element.replaceChildren(text);
  element.hidden = false;
}
