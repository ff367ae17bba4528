export { reset } from './supervisor/reset.ts';
export { run } from './supervisor/run.ts';
