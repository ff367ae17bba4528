import { find } from '../dom/find.ts';

/** Has a form's passwords shown while its box is ticked. */
export function revealPasswords(form: HTMLFormElement): void {
  const box = find(HTMLInputElement, 'input[type=checkbox].reveal', form);
  const inputs = [...form.querySelectorAll<HTMLInputElement>('input[type=password]')];
  box.addEventListener('change', () => {
    for (const input of inputs) input.type = box.checked ? 'text' : 'password';
  });
}
