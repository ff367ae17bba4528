export { createKeyUsage, type KeyUsage } from './access/key-usage.ts';
export { buildApp, type EvaluationApp, type EvaluationDeps } from './app.ts';
