export { admin } from './admin/admin.ts';
export { reset } from './supervisor/reset.ts';
export { run } from './supervisor/run.ts';
export { runWorker } from './worker/run-worker.ts';
