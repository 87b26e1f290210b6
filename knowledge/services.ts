import { z } from 'zod';

const text = z.string().trim().min(1, 'write a few words here');

/** A service that steps stop and start: a line of `services.yaml`. */
export const Service = z.strictObject({
  /** the name that commands take */
  name: text,
  label: text,
  /** short names of the services that must run first */
  needs: z.array(text).default([]),
  /** everything depends on it: no step may stop it */
  keepRunning: z.literal('yes', 'write yes, or leave it out').optional(),
  /** the commands, where they are not `net stop` and `net start` with the name */
  stop: text.optional(),
  start: text.optional(),
  /** other names by which logs call it; the label counts as well */
  also: z.array(text).default([]),
});
export type Service = z.output<typeof Service>;

/** The file `services.yaml`. */
export const Services = z.array(Service).superRefine((services, ctx) => {
  const find = (name: string) => serviceNamed(services, name);
  for (const [index, service] of services.entries()) {
    if (find(service.name) !== service)
      ctx.addIssue({ code: 'custom', path: [index, 'name'], message: `${service.name} stands here twice; keep one` });
    for (const [at, name] of service.needs.entries())
      if (!find(name))
        ctx.addIssue({ code: 'custom', path: [index, 'needs', at], message: `there is no service ${name} here` });
    if (needs(services, service, service))
      ctx.addIssue({
        code: 'custom',
        path: [index, 'needs'],
        message: `${service.name} needs itself, by way of others`,
      });
  }
});

/** The service of this short name; any case. */
export function serviceNamed(services: readonly Service[], name: string): Service | undefined {
  return services.find((service) => service.name.toLowerCase() === name.toLowerCase());
}

function needs(services: readonly Service[], service: Service, other: Service, seen = new Set<Service>()): boolean {
  if (seen.has(service)) return false;
  seen.add(service);
  return service.needs.some((name) => {
    const needed = serviceNamed(services, name);
    return needed !== undefined && (needed === other || needs(services, needed, other, seen));
  });
}

/** Starts in this order, stops in the reverse one: what others need comes first. Unknown names are left out. */
export function startOrder(services: readonly Service[], names: readonly string[]): Service[] {
  const left = services.filter((service) => names.some((name) => serviceNamed(services, name) === service));
  const order: Service[] = [];
  while (left.length > 0) {
    // Some service needs no other that is left, since the table has no circle: `Services` refuses one.
    const index = left.findIndex(
      (service) => !left.some((other) => other !== service && needs(services, service, other)),
    );
    order.push(...left.splice(Math.max(index, 0), 1));
  }
  return order;
}

/** Services that stop too when one of these is stopped, and must be started again by hand. */
export function alsoStopped(services: readonly Service[], names: readonly string[]): Service[] {
  const stopped = startOrder(services, names);
  return services.filter(
    (service) => !stopped.includes(service) && stopped.some((one) => needs(services, service, one)),
  );
}
