import * as examples from '../../examples/flag-preview.ts';
import { FlagReferenceQuery } from '../../flags/flag-reference.ts';
import { FlagPreviewList, PreviewFlagRequest } from '../../flags/preview-flag.ts';
import type { Route } from '../route.ts';

/** What people ask of flags before they change them. */
export const flagPreviewRoutes = [
  {
    service: 'control',
    origins: 'same',
    access: 'token',
    method: 'POST',
    path: '/api/flags/:id/evaluate-preview',
    can: 'flag:read',
    summary: 'Explains what a flag, or a draft of it, decides; nothing is counted.',
    query: FlagReferenceQuery,
    body: { schema: PreviewFlagRequest, maxBytes: 1024 * 1024 },
    example: examples.previewFlag,
    answers: { 200: FlagPreviewList },
  },
] as const satisfies readonly Route[];
