import * as examples from '../../examples/segments.ts';
import { ExpectedVersionQuery } from '../../segments/expected-version-query.ts';
import { SegmentDetails } from '../../segments/segment-details.ts';
import { SegmentList, SegmentListQuery } from '../../segments/segment-list.ts';
import {
  ChangedSegmentMembers,
  ChangeSegmentMembersRequest,
  SegmentMembers,
  SegmentMembersQuery,
} from '../../segments/segment-members.ts';
import { SegmentUsage } from '../../segments/segment-usage.ts';
import { CreateSegmentRequest, UpdateSegmentRequest } from '../../segments/write-segment.ts';
import type { Route } from '../route.ts';

const maxBytes = 1024 * 1024;

const common = { service: 'control', origins: 'same', access: 'token' } as const;
const read = { ...common, method: 'GET', can: 'segment:read' } as const;
const update = { ...common, can: 'segment:update', hasVersion: true } as const;

const segments = '/api/segments';
const segment = `${segments}/:segment_id` as const;
const members = `${segment}/members` as const;

const upload = {
  ...update,
  query: ExpectedVersionQuery,
  upload: ['application/json', 'text/csv'],
  answers: { 200: ChangedSegmentMembers },
} as const;

/** Groups of users and whom they list. `:segment_id` is a segment's id or its key. */
export const segmentRoutes = [
  {
    ...common,
    method: 'POST',
    path: segments,
    can: 'segment:create',
    summary: 'Makes a segment.',
    body: { schema: CreateSegmentRequest, maxBytes },
    takesIdempotencyKey: true,
    example: examples.createSegment,
    answers: { 201: SegmentDetails },
  },
  {
    ...read,
    path: segments,
    summary: 'Lists the segments.',
    query: SegmentListQuery,
    example: examples.listSegments,
    answers: { 200: SegmentList },
  },
  {
    ...read,
    path: segment,
    summary: 'Gives a segment in full, but for its members.',
    hasVersion: true,
    example: examples.getSegment,
    answers: { 200: SegmentDetails },
  },
  {
    ...update,
    method: 'PUT',
    path: segment,
    summary: 'Replaces what is said of a segment; its members stay.',
    body: { schema: UpdateSegmentRequest, maxBytes },
    example: examples.replaceSegment,
    answers: { 200: SegmentDetails },
  },
  {
    ...update,
    method: 'PATCH',
    path: segment,
    summary: 'Changes a segment by a JSON merge patch; rules are replaced as a whole.',
    body: { schema: UpdateSegmentRequest, maxBytes },
    example: examples.updateSegment,
    answers: { 200: SegmentDetails },
  },
  {
    ...common,
    method: 'DELETE',
    path: segment,
    can: 'segment:delete',
    summary: 'Deletes a segment that nothing uses, and its members, for good.',
    query: ExpectedVersionQuery,
    hasVersion: true,
    example: {},
    answers: { 204: null },
  },
  {
    ...read,
    path: `${segment}/usage`,
    summary: 'Says which flags and segments ask for a segment.',
    example: examples.getSegmentUsage,
    answers: { 200: SegmentUsage },
  },
  {
    ...read,
    path: members,
    summary: 'Lists whom a segment includes or excludes.',
    query: SegmentMembersQuery,
    csv: true,
    example: examples.listSegmentMembers,
    answers: { 200: SegmentMembers },
  },
  {
    ...update,
    method: 'PATCH',
    path: members,
    summary: "Adds identifiers to a segment's lists and takes others from them.",
    body: { schema: ChangeSegmentMembersRequest, maxBytes },
    example: examples.changeSegmentMembers,
    answers: { 200: ChangedSegmentMembers },
  },
  {
    ...upload,
    method: 'PUT',
    path: `${members}/included`,
    summary: 'Replaces whom a segment includes: a list of texts, or CSV with one a line.',
    example: examples.uploadSegmentMembers,
  },
  {
    ...upload,
    method: 'POST',
    path: `${members}/included`,
    summary: 'Adds to whom a segment includes: a list of texts, or CSV with one a line.',
    example: examples.uploadSegmentMembers,
  },
  {
    ...upload,
    method: 'PUT',
    path: `${members}/excluded`,
    summary: 'Replaces whom a segment excludes: a list of texts, or CSV with one a line.',
    example: examples.uploadSegmentMembers,
  },
  {
    ...upload,
    method: 'POST',
    path: `${members}/excluded`,
    summary: 'Adds to whom a segment excludes: a list of texts, or CSV with one a line.',
    example: examples.uploadSegmentMembers,
  },
] as const satisfies readonly Route[];
