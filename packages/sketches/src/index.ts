export { addUser } from './users/add-user.ts';
export { decodeUsers } from './users/decode-users.ts';
export { encodeUsers } from './users/encode-users.ts';
export { estimateUsers } from './users/estimate-users.ts';
export { mergeUsers } from './users/merge-users.ts';
export { createUserSketch, type UserSketch } from './users/user-sketch.ts';
