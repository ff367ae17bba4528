import { own, type JsonObject } from '../../json.ts';
import type { Report } from '../../problem.ts';
import { condition } from './condition.ts';

/** Reports the fields inside a segment that the model does not have; its own are not looked at. */
export const checkSegmentFields = (segment: JsonObject, report: Report): void =>
  condition(own(segment, 'rules'), 'rules', report);
