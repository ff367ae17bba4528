export { reset } from './reset.ts';
export { run } from './run.ts';
