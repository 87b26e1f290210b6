import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { readYaml } from './yaml-file.ts';

const Service = z.strictObject({
  name: z.string(),
  label: z.string(),
  /** short names of the services that must run first */
  needs: z.array(z.string()),
  keepRunning: z.literal('yes').optional(),
});
export type Service = z.output<typeof Service>;

const read = readYaml(
  'services.yaml',
  readFileSync(new URL('services.yaml', import.meta.url), 'utf8'),
  z.array(Service),
);
if (!read.ok) throw new Error(read.problems.join('\n'));
const SERVICES: readonly Service[] = read.value;

/** The service of this short name; any case. */
export function serviceNamed(name: string): Service | undefined {
  return SERVICES.find((service) => service.name.toLowerCase() === name.toLowerCase());
}

function needs(service: Service, other: Service, seen = new Set<Service>()): boolean {
  if (seen.has(service)) return false;
  seen.add(service);
  return service.needs.some((name) => {
    const needed = serviceNamed(name);
    return needed !== undefined && (needed === other || needs(needed, other, seen));
  });
}

/** Starts in this order, stops in the reverse one: what others need comes first. Unknown names are left out. */
export function startOrder(names: readonly string[]): Service[] {
  const left = SERVICES.filter((service) => names.some((name) => serviceNamed(name) === service));
  const order: Service[] = [];
  while (left.length > 0) {
    // Some service needs no other that is left, since the table has no circle (services.test.ts).
    const index = left.findIndex((service) => !left.some((other) => other !== service && needs(service, other)));
    order.push(...left.splice(Math.max(index, 0), 1));
  }
  return order;
}

/** Services that stop too when one of these is stopped, and must be started again by hand. */
export function alsoStopped(names: readonly string[]): Service[] {
  const stopped = startOrder(names);
  return SERVICES.filter((service) => !stopped.includes(service) && stopped.some((one) => needs(service, one)));
}

/** Every service the table knows. */
export function allServices(): readonly Service[] {
  return SERVICES;
}
