import { find } from '../dom/find.ts';

/** Shows one step of the page alone; its heading takes the focus, so that it is read aloud. */
export function showStep(name: string): HTMLElement {
  for (const other of document.querySelectorAll<HTMLElement>('[data-step]')) other.hidden = true;
  const step = find(HTMLElement, `[data-step=${name}]`);
  step.hidden = false;
  const heading = find(HTMLElement, 'h1', step);
  document.title = `${heading.textContent} · Halyard`;
  heading.focus();
  return step;
}

/** A step's form. */
export const formOf = (name: string): HTMLFormElement =>
  find(HTMLFormElement, `[data-step=${name}] form`);
