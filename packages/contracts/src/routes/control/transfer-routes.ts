import * as examples from '../../examples/transfer.ts';
import { ApplicationExport } from '../../transfer/application-export.ts';
import { ApplicationImportQuery } from '../../transfer/application-import.ts';
import { ImportedApplication } from '../../transfer/imported-application.ts';
import type { Route } from '../route.ts';

const common = { service: 'control', origins: 'same', access: 'token' } as const;

const application = '/api/organizations/:org_id/applications/:app_id';

/** An application as a document: out of one installation, into another. */
export const transferRoutes = [
  {
    ...common,
    method: 'GET',
    path: `${application}/export`,
    can: 'application:export',
    summary: 'Gives an application with its flags and the segments they use as one document.',
    example: examples.exportApplication,
    answers: { 200: ApplicationExport },
  },
  {
    ...common,
    method: 'POST',
    path: `${application}/import`,
    can: 'application:import',
    summary: 'Makes or updates what a document has of an application, all or nothing.',
    query: ApplicationImportQuery,
    upload: ['application/json'],
    example: examples.importApplication,
    answers: { 200: ImportedApplication },
  },
] as const satisfies readonly Route[];
