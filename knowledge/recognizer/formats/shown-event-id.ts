/** Severity, customer or facility bits are set from here on; a smaller number above 65535 is no event id. */
const LOWEST_WITH_HIGH_BITS = 0x1000_0000;

/**
 * The id as Event Viewer shows it: the low 16 bits of what PowerShell, WMI and .evt files call InstanceId or EventIdentifier.
 * @param text decimal (signed or unsigned) or 0x-hexadecimal
 * @returns 0 … 65535, or undefined for anything that cannot be an event id
 * @see KB Q245222
 */
export function shownEventId(text: string): number | undefined {
  if (!/^(?:-?\d{1,10}|0x[0-9a-f]{1,8})$/i.test(text.trim())) return undefined;
  const value = Number(text);
  if (value >= 0 && value <= 0xffff) return value;
  const bits = value >>> 0;
  const inRange = value >= -0x8000_0000 && value <= 0xffff_ffff;
  return inRange && bits >= LOWEST_WITH_HIGH_BITS ? bits & 0xffff : undefined;
}
