/** A mail that is ready to be sent. */
export interface Mail {
  kind:
    | 'invitation'
    | 'password_reset'
    | 'email_confirmation'
    | 'email_change_notice'
    | 'password_change_notice'
    | 'plan_notice';
  /** The same whenever the same mail is sent again, so that readers see it once. */
  id?: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  /** The one-time link that it holds; notices have none. */
  link: string | undefined;
}
