import { html, type Html } from '@halyard/http';

import { field } from './field.ts';

/** A new password, typed twice, under the API's name of it. */
export const passwordFields = (name: 'password' | 'new_password', label: string): Html =>
  html`${field({
      name,
      label,
      type: 'password',
      autocomplete: 'new-password',
      hint: 'At least 12 characters, of any kind. A few words in a row are easy to remember and hard to guess.',
    })}
    ${field({
      name: 'password_again',
      label: 'The same password again',
      type: 'password',
      autocomplete: 'new-password',
    })} <label class="tick"><input type="checkbox" class="reveal" /> Show the passwords</label>`;
