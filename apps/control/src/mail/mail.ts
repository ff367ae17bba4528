/** A mail that is ready to be sent. */
export interface Mail {
  kind:
    | 'invitation'
    | 'password_reset'
    | 'email_confirmation'
    | 'email_change_notice'
    | 'password_change_notice';
  to: string;
  subject: string;
  text: string;
  html: string;
  /** The one-time link that it holds; notices have none. */
  link: string | undefined;
}
