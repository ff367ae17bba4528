export { createApplication } from './applications/create.ts';
export type { Context } from './context.ts';
export { createContext } from './create-context.ts';
export { createFlag } from './flags/create.ts';
export { createApiKey } from './keys/create.ts';
export { createOrganization } from './organizations/create.ts';
