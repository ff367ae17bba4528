export { applyFlag, compile, type CompiledDataSet } from './compile.ts';
export { evaluate, type Evaluation, type EvaluationRequest, type Reason } from './evaluate.ts';
export { type EvaluationContext, type Identifier } from './identity.ts';
export type { DataSet, Flag, FlagEnvironment, FlagStatus, Scope } from './model.ts';
