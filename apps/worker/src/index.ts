export { createPost, type Post, type PostOptions } from './notifications/webhooks/post.ts';
export { buildWorker, type Worker, type WorkerDeps } from './worker.ts';
