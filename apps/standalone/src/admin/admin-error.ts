/** Why a command was not carried out, in a sentence for whoever typed it. */
export class AdminError extends Error {
  override readonly name = 'AdminError';
}
