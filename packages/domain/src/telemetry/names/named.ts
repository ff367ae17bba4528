/** What clients name and no flag lists. */
export type NameKind = 'city' | 'language' | 'error';

/** A name that a flag is counted by. */
export interface Named {
  readonly organizationId: string;
  readonly flagId: string;
  readonly kind: NameKind;
  readonly name: string;
}

/** How many names of each kind a flag is counted by in a day. */
export const mostNames: Readonly<Record<NameKind, number>> = {
  city: 500,
  language: 100,
  error: 200,
};

export const toText = ({ flagId, kind, name }: Omit<Named, 'organizationId'>): string =>
  `${flagId} ${kind} ${name}`;
