import { copyText } from '../dom/copy-text.ts';
import { find } from '../dom/find.ts';
import { showStep } from './show-step.ts';

/** Shows the recovery codes, which are never shown again, until they are said to be kept. */
export function showRecoveryCodes(given: unknown, kept: () => void): void {
  const codes = Array.isArray(given) ? given.map(String) : [];
  const step = showStep('recovery');
  find(HTMLOListElement, '.codes', step).replaceChildren(...codes.map(toItem));
  const told = find(HTMLElement, '[role=status]', step);

  const onClick = (selector: string, act: () => void): void =>
    find(HTMLButtonElement, selector, step).addEventListener('click', act);
  onClick('.copy', () => {
    copyText(codes.join('\n'))
      .then((copied) => {
        told.textContent = copied
          ? 'Copied. Paste them where you keep passwords.'
          : 'This browser does not let pages copy: select the codes, or download them.';
      })
      .catch(reportError);
  });
  onClick('.download', () => {
    download(codes);
    told.textContent = 'Downloaded as halyard-recovery-codes.txt.';
  });
  onClick('.kept', () => {
    find(HTMLElement, '.codes', step).replaceChildren();
    kept();
  });
}

function toItem(code: string): HTMLLIElement {
  const item = document.createElement('li');
  const text = document.createElement('code');
  text.textContent = code;
  item.append(text);
  return item;
}

function download(codes: readonly string[]): void {
  const text = `Recovery codes for Halyard at ${location.origin}\nEach works once.\n\n${codes.join('\n')}\n`;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  link.download = 'halyard-recovery-codes.txt';
  link.click();
  URL.revokeObjectURL(link.href);
}
