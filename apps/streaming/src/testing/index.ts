export { listenTo, type Heard, type Listening, type ListenOptions } from './listen-to.ts';
export { startNode, type NodeOptions, type StreamingNode } from './start-node.ts';
