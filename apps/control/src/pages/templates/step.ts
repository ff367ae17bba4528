import { html, type Html } from '@halyard/http';

export interface Step {
  /** What the script calls it. */
  name: string;
  heading: string;
  /** Where it stands in a row of steps, as in “Step 1 of 3”. */
  place?: string;
  body: Html;
}

/** A part of a page that is shown alone. */
export const step = ({ name, heading, place, body }: Step): Html =>
  html`<section data-step="${name}" hidden>
    ${place === undefined ? '' : html`<p class="place">${place}</p>`}
    <h1 tabindex="-1">${heading}</h1>
    ${body}
  </section>`;

/** A form whose one button sends it; what is wrong with none of its fields is said above them. */
export const form = (fields: Html, button: string): Html =>
  html`<form method="post" novalidate>
    <p class="problem form-problem" role="alert" tabindex="-1" hidden></p>
    ${fields}
    <button type="submit">${button}</button>
  </form>`;
