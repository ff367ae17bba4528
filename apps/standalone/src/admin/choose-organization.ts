import { AdminError } from './admin-error.ts';
import type { Admin } from './command.ts';
import { printable } from './printable.ts';

/** The organization that is called so, by id or name; the only one where nothing is said. */
export async function chooseOrganization(
  { ctx }: { ctx: Pick<Admin['ctx'], 'database'> },
  called: string | undefined,
) {
  const all = await ctx.database.organization.findMany({
    select: { id: true, name: true },
    orderBy: { createdAt: 'asc' },
  });
  const found =
    called === undefined ? all : all.filter(({ id, name }) => id === called || name === called);
  const [first, ...others] = found;
  if (first && others.length === 0) return first;
  const which = (first ? found : all)
    .map(({ id, name }) => `${printable(name)} (${id})`)
    .join(', ');
  const problem = first ? 'Say which organization is meant' : 'There is no such organization';
  throw new AdminError(which === '' ? `${problem}.` : `${problem}; there are ${which}.`);
}
