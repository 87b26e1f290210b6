// What travels between page and server: Direct Line 3.0, and Adaptive Cards 1.5 as far as the page looks into them.

export interface CardElement {
  type: string;
  id?: string;
  text?: string;
  style?: string;
  size?: string;
  weight?: string;
  fontType?: string;
  isSubtle?: boolean;
  isVisible?: boolean;
  width?: string;
  title?: string;
  data?: unknown;
  items?: CardElement[];
  body?: CardElement[];
  columns?: CardElement[];
  inlines?: CardElement[];
  actions?: CardElement[];
  [property: string]: unknown;
}

export interface Attachment {
  contentType: string;
  contentUrl?: string | undefined;
  name?: string;
  content?: CardElement;
}

/** What a button of ours carries. */
export interface Pressed {
  turn?: number;
  say?: string;
  [property: string]: unknown;
}

export interface ChannelData {
  clientActivityID?: string;
  messageBack?: { displayText?: string; [property: string]: unknown };
  faultline?: {
    case?: import('../page/case.js').Case;
    caseId?: string;
    screen?: { kind?: string; article?: string; step?: number };
  };
  'faultline:text'?: string;
  'webchat:fallback-text'?: string;
  [property: string]: unknown;
}

export interface Activity {
  type: string;
  id?: string;
  timestamp?: string;
  text?: string | undefined;
  textFormat?: string;
  summary?: string;
  from?: { id?: string; name?: string; role?: string };
  value?: { faultline?: Pressed; msteams?: { displayText?: string } };
  attachments?: Attachment[];
  channelData?: ChannelData;
  [property: string]: unknown;
}

export interface ActivitySet {
  activities: Activity[];
  watermark?: string;
}

/** Which conversation, and the token that opens it. */
export interface Conversation {
  conversationId: string;
  token: string;
}

/** A message that waits for the server, as it is kept in the browser. */
export interface Unsent {
  /** its clientActivityID: under it the server knows a message that comes twice */
  id: string;
  /** milliseconds since 1970 */
  at: number;
  /** the page that has it in hand */
  page: string;
  activity: Activity;
  files: File[];
  /** why the server refused it */
  refused?: string;
}
