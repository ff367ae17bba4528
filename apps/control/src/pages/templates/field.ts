import { html, type Html } from '@halyard/http';

export interface Field {
  /** The API's name of it. */
  name: string;
  label: string;
  type: 'text' | 'email' | 'password';
  autocomplete: string;
  /** What is expected, said beforehand. */
  hint?: string;
  isNumeric?: boolean;
}

/** An input with its label, its hint, and room for what is wrong with it. */
export const field = (given: Field): Html => {
  const { name, label, hint } = given;
  const described = hint === undefined ? `${name}-problem` : `${name}-hint ${name}-problem`;
  return html`<div class="field">
    <label for="${name}">${label}</label>
    ${hint === undefined ? '' : html`<p class="hint" id="${name}-hint">${hint}</p>`}
    ${input(given, described)}
    <p class="problem" id="${name}-problem" hidden></p>
  </div>`;
};

const input = ({ name, type, autocomplete, isNumeric }: Field, described: string): Html =>
  html`<input
    id="${name}"
    name="${name}"
    type="${type}"
    autocomplete="${autocomplete}"
    aria-describedby="${described}"
    ${isNumeric ? html`inputmode="numeric"` : ''}
    autocapitalize="${type === 'text' && !isNumeric ? 'words' : 'none'}"
    spellcheck="false"
    required
  />`;
