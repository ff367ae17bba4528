import type { CompiledDataSet } from '../data-set.ts';
import type { CompiledFlag, CompiledPrerequisite } from '../flags/compiled-flag.ts';
import { leadsTo } from '../prerequisites/leads-to.ts';
import type { Report } from '../problem.ts';

/** Checks that a flag's prerequisites exist, may be depended on, and do not lead back to it. */
export function checkPrerequisites(
  flag: CompiledFlag,
  dataSet: CompiledDataSet,
  report: Report,
): void {
  for (const [name, { prerequisites }] of flag.environments) {
    prerequisites.forEach((prerequisite, index) => {
      const path = `environments.${name}.prerequisites[${index}]`;
      checkOne(flag, prerequisite, name, dataSet, (field, expected) =>
        report(`${path}.${field}`, expected),
      );
    });
  }
}

function checkOne(
  flag: CompiledFlag,
  { flagId, variation }: CompiledPrerequisite,
  environment: string,
  { byId }: CompiledDataSet,
  report: Report,
): void {
  const prerequisite = byId.get(flagId);
  const { id } = flag.source;
  if (flagId === id || (prerequisite && leadsTo(prerequisite, id, environment, byId))) {
    report('flag', 'a flag that does not depend on this one');
    return;
  }
  if (!prerequisite || !mayDependOn(flag, prerequisite)) {
    report('flag', 'the id of a flag of this application or of an enterprise flag');
    return;
  }
  const variations = prerequisite.source.variations ?? [];
  if (variation !== undefined && !variations.some(({ key }) => key === variation)) {
    report('variation', 'the key of one of that flag’s variations');
  }
}

/** An enterprise flag holds for every application: it may depend on its like only. */
const mayDependOn = (flag: CompiledFlag, prerequisite: CompiledFlag): boolean =>
  prerequisite.source.application_id === null ||
  prerequisite.source.application_id === flag.source.application_id;
