import type { AnswerOf } from '../api.ts';

/** What files may be attached to, as addresses call it. */
export type Collection = 'proposals' | 'commissions' | 'meetings' | 'groups';

export type Attached = AnswerOf<'/api/{collection}/{id}/files'>['files'][number];
export type File = Attached['versions'][number];

const singular = { proposals: 'Proposal', commissions: 'Commission', meetings: 'Meeting', groups: 'Group' } as const;

/** The commands there are differ in their address alone. */
export const attachAt = (collection: Collection) =>
  `/api/${collection}/{id}/attach-file` as '/api/proposals/{id}/attach-file';
export const forgetAt = (collection: Collection) =>
  `/api/${collection}/{id}/forget-words` as '/api/proposals/{id}/forget-words';
export const attaching = (collection: Collection): string => `Attach${singular[collection]}File`;
export const forgetting = (collection: Collection): string => `Forget${singular[collection]}Words`;

export const kinds = ['photo', 'draft', 'report', 'form', 'other'] as const;
export type Kind = (typeof kinds)[number];

/** What a telephone or a computer lets one choose; without HEIC, so that a telephone makes a JPEG of it. */
export const taken = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'application/pdf',
  ...['.docx', '.xlsx', '.pptx', '.odt', '.ods', '.odp', '.txt', '.md', '.csv'],
].join(',');
