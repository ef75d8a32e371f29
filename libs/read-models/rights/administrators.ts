import type { Reads } from '../open-reads.ts';

/** Whether any account can look after the installation. @throws ReadModelUnavailable */
export function thereIsAdministrator(reads: Reads): boolean {
  const sql = `SELECT 1 FROM grants JOIN accounts ON accounts.id = grants.account
    WHERE grants.role = 'administrator' AND accounts.disabled = 0 AND accounts.status <> 'forgotten' LIMIT 1`;
  return reads.rows('rights').get(sql) !== undefined;
}
