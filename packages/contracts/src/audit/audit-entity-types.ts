/** What audit entries can be about. */
export const auditEntityTypes = [
  'organization',
  'application',
  'environment',
  'flag',
  'segment',
  'api_key',
  'member',
  'invitation',
  'webhook',
] as const;
export type AuditEntityType = (typeof auditEntityTypes)[number];
