import type { Line } from '../wire/line.js';
import type { Activity } from '../wire/protocol.d.ts';

/** An action of Web Chat's store, as far as the page looks into it. */
export interface StoreAction {
  type: string;
  payload?: { activity?: Activity; value?: Activity['value']; [property: string]: unknown };
  meta?: { clientActivityID?: string };
}

export type Middleware = () => (next: (action: StoreAction) => unknown) => (action: StoreAction) => unknown;

export interface ChatStore {
  dispatch(action: object): void;
  getState(): { sendBoxValue?: string };
  subscribe(changed: () => void): () => void;
}

/** The Web Chat component as its script puts it into the window. */
export interface WebChatComponent {
  createStore(initial: object, ...middleware: Middleware[]): ChatStore;
  renderWebChat(props: { directLine: Line; store: ChatStore; [property: string]: unknown }, into: HTMLElement): void;
}

declare global {
  interface Window {
    WebChat?: WebChatComponent;
  }
}
