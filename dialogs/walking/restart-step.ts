import type { Claim } from '../../knowledge/article.ts';
import { alsoStopped, type Service, startOrder } from '../../knowledge/services.ts';
import { DRAWN_AT_MOST } from '../saying/drawing.ts';
import { drawn } from '../saying/phrases-beside.ts';
import { steps } from '../saying/phrases-steps.ts';
import type { StepContent, StepScreen } from './screen.ts';
import { own, part } from './setting-steps.ts';

/** Restarts services in the only order their dependencies allow; commands to copy, one a line. */
export function restartStep(
  services: readonly Service[],
  id: string,
  names: readonly string[],
  claims: readonly Claim[],
): Omit<StepScreen, 'step' | 'of'> {
  return part(id, steps.restartTitle, {}, () => {
    const order = startOrder(services, names);
    const others = alsoStopped(services, names).map((service) => service.name);
    const stop = order.toReversed().map((service) => service.stop ?? `net stop ${service.name}`);
    const start = order.map((service) => service.start ?? `net start ${service.name}`);
    return {
      claims: [own(steps.restartSay(order.map((service) => service.label)))],
      copy: [{ label: steps.commandsLabel, text: [...stop, ...start].join('\n') }],
      below: others.length > 0 ? [own(steps.alsoStopped(others))] : [],
      more: claims.length > 0 ? [{ title: steps.more, claims, ...orderPicture(order) }] : [],
    };
  });
}

/** A picture shows the whole order or is not there: half of it would be followed. */
function orderPicture(order: readonly Service[]): Pick<StepContent['more'][number], 'picture'> {
  if (order.length > DRAWN_AT_MOST.services) return {};
  const start = order.map(({ name }) => name);
  const stop = start.toReversed();
  return { picture: { drawing: { of: 'order', stop, start }, alt: drawn.order(stop, start) } };
}
