import { compileFlag } from './flags/compile.ts';
import type { CompiledFlag } from './flags/compiled-flag.ts';
import { isObject } from './json.ts';
import type { DataSet, Flag, Segment } from './model.ts';
import type { RegexEngine } from './operators/operator.ts';
import { markBadPrerequisites, remarkBadPrerequisites } from './prerequisites/bad-prerequisites.ts';
import { addDependent, removeDependent, type Dependents } from './prerequisites/dependents.ts';
import { markBroken } from './segments/broken.ts';
import { compileSegment } from './segments/compile.ts';
import { unknownSegment, type SegmentSlot } from './segments/slot.ts';

/** All flags that share one key: one an application at most, and one for the enterprise. */
interface FlagsOfKey {
  enterprise: CompiledFlag | undefined;
  readonly byApplication: Map<string, CompiledFlag>;
}

/** One organization's flags and segments, made ready for evaluation. */
export interface CompiledDataSet {
  readonly byKey: Map<string, FlagsOfKey>;
  readonly byId: Map<string, CompiledFlag>;
  readonly dependents: Dependents;
  readonly segments: Map<string, SegmentSlot>;
  readonly regex: RegexEngine | undefined;
}

export interface CompileOptions {
  /** Runs the patterns of `matches`; flags that use it are broken without. */
  regex?: RegexEngine;
}

/**
 * Prepares a data set. Its flags and segments may be any JSON: what cannot be evaluated breaks its
 * own flag only.
 */
export function compile(dataSet: DataSet, { regex }: CompileOptions = {}): CompiledDataSet {
  const compiled: CompiledDataSet = {
    byKey: new Map(),
    byId: new Map(),
    dependents: new Map(),
    segments: new Map(),
    regex,
  };
  for (const segment of dataSet.segments.filter(isObject)) putSegment(compiled, segment);
  for (const flag of dataSet.flags.filter(isObject)) putFlag(compiled, flag);
  markBroken(compiled.segments);
  markBadPrerequisites(compiled);
  return compiled;
}

/** Puts one flag, new or changed, in its place. */
export function applyFlag(compiled: CompiledDataSet, flag: Flag): void {
  const before = compiled.byId.get(flag.id);
  putFlag(compiled, flag);
  remarkBadPrerequisites(flag.id, before, compiled);
}

/** Takes one flag away; nothing happens where there is none. */
export function removeFlag(compiled: CompiledDataSet, flagId: string): void {
  const before = compiled.byId.get(flagId);
  if (!before) return;
  takeFlag(compiled, before);
  remarkBadPrerequisites(flagId, before, compiled);
}

/** Puts one segment, new or changed, in its place; no flag is compiled again. */
export function applySegment(compiled: CompiledDataSet, segment: Segment): void {
  putSegment(compiled, segment);
  markBroken(compiled.segments);
}

/** Takes one segment away; flags that use it are broken then. */
export function removeSegment(compiled: CompiledDataSet, key: string): void {
  const slot = compiled.segments.get(key);
  if (!slot) return;
  slot.segment = undefined;
  markBroken(compiled.segments);
}

function putFlag(compiled: CompiledDataSet, flag: Flag): void {
  const before = compiled.byId.get(flag.id);
  if (before) takeFlag(compiled, before);
  const { regex } = compiled;
  const made = compileFlag(flag, { regex, findSlot: (key) => slotOf(compiled, key) });
  let ofKey = compiled.byKey.get(flag.key);
  if (!ofKey) {
    ofKey = { enterprise: undefined, byApplication: new Map() };
    compiled.byKey.set(flag.key, ofKey);
  }
  if (flag.application_id === null) ofKey.enterprise = made;
  else ofKey.byApplication.set(flag.application_id, made);
  compiled.byId.set(flag.id, made);
  addDependent(compiled.dependents, made);
}

function takeFlag(compiled: CompiledDataSet, flag: CompiledFlag): void {
  const { id, key, application_id: applicationId } = flag.source;
  compiled.byId.delete(id);
  removeDependent(compiled.dependents, flag);
  const ofKey = compiled.byKey.get(key);
  if (!ofKey) return;
  // Another flag may have taken the key since.
  if (ofKey.enterprise === flag) ofKey.enterprise = undefined;
  if (applicationId !== null && ofKey.byApplication.get(applicationId) === flag) {
    ofKey.byApplication.delete(applicationId);
  }
  if (!ofKey.enterprise && ofKey.byApplication.size === 0) compiled.byKey.delete(key);
}

function putSegment(compiled: CompiledDataSet, segment: Segment): void {
  const { regex } = compiled;
  const findSlot = (key: string) => slotOf(compiled, key);
  findSlot(segment.key).segment = compileSegment(segment, { regex, findSlot });
}

function slotOf(compiled: CompiledDataSet, key: string): SegmentSlot {
  let slot = compiled.segments.get(key);
  if (!slot) {
    slot = unknownSegment(key);
    compiled.segments.set(key, slot);
  }
  return slot;
}
