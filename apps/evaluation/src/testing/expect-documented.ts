import { evaluationRoutes } from '@halyard/contracts';
import { createDocumentCheck, type Exchanged } from '@halyard/contracts/openapi/testing';
import { expect } from 'vitest';

const findProblems = createDocumentCheck(evaluationRoutes);

/** What was taken and what was answered are as the OpenAPI document says. */
export function expectDocumented(given: Exchanged): void {
  expect(findProblems(given)).toEqual([]);
}
