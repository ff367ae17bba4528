export { buildWorker, type Worker, type WorkerDeps } from './worker.ts';
