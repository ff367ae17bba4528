export { startNode, type NodeOptions } from './start-node.ts';
