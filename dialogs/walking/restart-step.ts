import type { Claim } from '../../knowledge/article.ts';
import { alsoStopped, startOrder } from '../../knowledge/services.ts';
import { steps } from '../saying/phrases-steps.ts';
import type { StepScreen } from './screen.ts';
import { own, part } from './setting-steps.ts';

/** Restarts services in the only order their dependencies allow (KB Q143380); commands to copy, one a line. */
export function restartStep(
  id: string,
  names: readonly string[],
  claims: readonly Claim[],
): Omit<StepScreen, 'step' | 'of'> {
  return part(id, steps.restartTitle, {}, () => {
    const order = startOrder(names);
    const others = alsoStopped(names).map((service) => service.name);
    const stop = order.toReversed().map((service) => `net stop ${service.name}`);
    const start = order.map((service) => `net start ${service.name}`);
    return {
      claims: [
        own(steps.restartSay(order.map((service) => service.label))),
        ...(others.length > 0 ? [own(steps.alsoStopped(others))] : []),
        ...claims,
      ],
      copy: [
        ...stop.map((text) => ({ label: steps.stopLabel, text })),
        ...start.map((text) => ({ label: steps.startLabel, text })),
      ],
    };
  });
}
