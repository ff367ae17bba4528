export { buildApp, type EvaluationDeps } from './app.ts';
export { createKeyUsage, type KeyUsage } from './key-usage.ts';
