import { formatHresult, type Hresult } from '../hresult.ts';
import { ofProduct } from './product-words.ts';

/** How the numbers of a family are written: `hex` with 0x and eight digits, `decimal`, `dotted` as 5.7.1 (and 550). */
interface Family {
  /** what a reading of it is called */
  title: string;
  written: 'hex' | 'decimal' | 'dotted';
  /** its numbers are codes of 32 bits, which mean the same wherever they stand */
  wide?: true;
}

/**
 * The families of codes, likeliest reading first where a number is in several. A number of a family that is not `wide`
 * (5, 126, 0x7e) is read as one only where the place says so, or where somebody asks for every reading.
 */
export const FAMILIES = {
  exception: { title: 'exception code', written: 'hex', wide: true },
  vss: { title: 'shadow copy (VSS) result', written: 'hex', wide: true },
  update: { title: 'Windows Update result', written: 'hex', wide: true },
  servicing: { title: 'servicing (CBS, DISM) result', written: 'hex', wide: true },
  hresult: { title: 'result (HRESULT)', written: 'hex', wide: true },
  mapi: { title: 'MAPI result', written: 'hex', wide: true },
  jet: { title: 'database error', written: 'decimal', wide: true },
  ntstatus: { title: 'NT status', written: 'hex', wide: true },
  win32: { title: 'Windows error', written: 'decimal' },
  store: { title: ofProduct.store, written: 'decimal' },
  stop: { title: 'stop code', written: 'hex' },
  ldap: { title: 'LDAP result', written: 'decimal' },
  kerberos: { title: 'Kerberos error', written: 'decimal' },
  smtp: { title: 'SMTP status', written: 'dotted' },
} as const satisfies Record<string, Family>;

export type FamilyId = keyof typeof FAMILIES;

export const FAMILY_IDS = Object.keys(FAMILIES) as FamilyId[];

export const isFamily = (name: string): name is FamilyId => Object.hasOwn(FAMILIES, name);

/** Whether the numbers of a family are codes of 32 bits, which mean the same wherever they stand. */
export const isWide = (id: FamilyId): boolean => 'wide' in FAMILIES[id];

/** `5.7.1` as one number, so that it fits beside the others; undefined for what is no such status. */
export function dottedNumber(written: string): number | undefined {
  const [, kind, subject, detail] = /^([245])\.(\d{1,3})\.(\d{1,3})$/.exec(written) ?? [];
  return kind === undefined ? undefined : Number(kind) * 1_000_000 + Number(subject) * 1000 + Number(detail);
}

/** The number as it is shown beside others: `0x` and eight digits, and 5.7.1 where a family writes so. */
export const shownNumber = (number: Hresult, id: FamilyId | undefined): string =>
  id !== undefined && FAMILIES[id].written === 'dotted' ? writtenNumber(id, number) : formatHresult(number);

/** The number as its family writes it. */
export function writtenNumber(id: FamilyId, number: number): string {
  const { written } = FAMILIES[id];
  if (written === 'hex') return `0x${number.toString(16).padStart(8, '0')}`;
  if (id === 'jet') return String(number | 0);
  if (written === 'dotted' && number >= 1_000_000)
    return `${Math.floor(number / 1_000_000)}.${Math.floor(number / 1000) % 1000}.${number % 1000}`;
  return String(number);
}
