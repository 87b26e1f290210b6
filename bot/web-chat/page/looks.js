// How Web Chat and its cards look. All colours are variables of page.css, so light, dark and a host's own follow at once.

const FONT = 'var(--font)';
const MONO = 'var(--mono)';

/** A message is sent until it is through or refused, so Web Chat itself never gives one up. A day; longer times overflow. */
const SEND_FOR_MS = 86_400_000;

/** What the bot reads; the server reads any other file as well, and says what it found. */
const FILE_TYPES = '.txt,.log,.csv,.tsv,.xml,.json,.htm,.html,.reg,.evt,.evtx,.md,.zip,.gz';

/** @param {{ longest: number }} limits */
export function styleOptions({ longest }) {
  return {
    accent: 'var(--accent)',
    backgroundColor: 'var(--page)',
    subtle: 'var(--ink-soft)',
    primaryFont: FONT,
    monospaceFont: MONO,
    fontSizeSmall: '85%',
    rootHeight: '100%',
    bubbleMaxWidth: 760,
    bubbleMinWidth: 120,
    bubbleMinHeight: 0,
    bubbleBackground: 'var(--surface)',
    bubbleBorderColor: 'var(--line)',
    bubbleBorderRadius: 10,
    bubbleTextColor: 'var(--ink)',
    bubbleFromUserBackground: 'var(--mine)',
    bubbleFromUserBorderColor: 'var(--mine-line)',
    bubbleFromUserBorderRadius: 10,
    bubbleFromUserTextColor: 'var(--ink)',
    paddingRegular: 12,
    timestampColor: 'var(--ink-soft)',
    groupTimestamp: 60_000,
    sendTimeout: SEND_FOR_MS,
    sendTimeoutForAttachments: SEND_FOR_MS,
    sendBoxTextWrap: true,
    sendBoxHeight: 48,
    sendBoxMaxHeight: 180,
    sendBoxBackground: 'var(--surface)',
    sendBoxTextColor: 'var(--ink)',
    sendBoxPlaceholderColor: 'var(--ink-soft)',
    sendBoxBorderTop: 'none',
    sendBoxButtonColor: 'var(--accent)',
    sendBoxButtonColorOnDisabled: 'var(--ink-soft)',
    sendBoxButtonColorOnHover: 'var(--accent)',
    sendBoxButtonShadeColorOnActive: 'var(--shade)',
    sendBoxButtonShadeColorOnDisabled: 'transparent',
    sendBoxButtonShadeColorOnHover: 'var(--shade)',
    sendBoxButtonKeyboardFocusIndicatorBorderColor: 'var(--focus)',
    sendBoxButtonKeyboardFocusIndicatorBorderWidth: 2,
    hideUploadButton: false,
    uploadMultiple: true,
    uploadAccept: FILE_TYPES,
    enableUploadThumbnail: false,
    maxMessageLength: longest,
    // Empty, not false: false is warned about, and the default turns ":(" in a log into a picture.
    emojiSet: {},
    markdownRenderHTML: false,
    transcriptActivityVisualKeyboardIndicatorColor: 'var(--focus)',
    transcriptVisualKeyboardIndicatorColor: 'var(--focus)',
    transcriptVisualKeyboardIndicatorWidth: 2,
    transcriptOverlayButtonBackground: 'var(--accent)',
    transcriptOverlayButtonBackgroundOnFocus: 'var(--accent)',
    transcriptOverlayButtonBackgroundOnHover: 'var(--accent)',
    transcriptOverlayButtonColor: 'var(--accent-ink)',
    transcriptTerminatorBackgroundColor: 'var(--ink-soft)',
    transcriptTerminatorColor: 'var(--surface)',
    toastErrorBackgroundColor: 'var(--warn-surface)',
    toastErrorColor: 'var(--warn-ink)',
    toastWarnBackgroundColor: 'var(--warn-surface)',
    toastWarnColor: 'var(--warn-ink)',
    toastInfoBackgroundColor: 'var(--shade)',
    toastInfoColor: 'var(--ink)',
    toastSuccessBackgroundColor: 'var(--shade)',
    toastSuccessColor: 'var(--ink)',
    toastSeparatorColor: 'var(--line)',
    // The page has its own line for a lost connection.
    hideToaster: true,
    adaptiveCardsParserMaxVersion: '1.5',
    cardEmphasisBackgroundColor: 'var(--shade)',
    cardPushButtonBackgroundColor: 'transparent',
    cardPushButtonTextColor: 'var(--accent)',
  };
}

const colour = (/** @type {string} */ ink, soft = ink) => ({ default: ink, subtle: soft });
const colours = {
  default: colour('var(--ink)', 'var(--ink-soft)'),
  accent: colour('var(--accent)'),
  attention: colour('var(--warn-ink)'),
  dark: colour('var(--ink)', 'var(--ink-soft)'),
  good: colour('var(--ink)'),
  light: colour('var(--ink-soft)'),
  warning: colour('var(--warn-ink)'),
};
const container = (/** @type {string} */ backgroundColor) => ({ backgroundColor, foregroundColors: colours });

/** For the cards: adaptivecards.io, host config. */
export const hostConfig = {
  fontFamily: FONT,
  fontTypes: { default: { fontFamily: FONT }, monospace: { fontFamily: MONO } },
  fontSizes: { small: 13, default: 15, medium: 16, large: 18, extraLarge: 21 },
  lineHeights: { small: 18, default: 22, medium: 23, large: 25, extraLarge: 28 },
  fontWeights: { lighter: 300, default: 400, bolder: 600 },
  spacing: { small: 4, default: 10, medium: 16, large: 22, extraLarge: 30, padding: 12 },
  separator: { lineThickness: 1, lineColor: 'var(--line)' },
  supportsInteractivity: true,
  containerStyles: {
    default: container('transparent'),
    emphasis: container('var(--shade)'),
    attention: container('var(--warn-surface)'),
    good: container('var(--shade)'),
    accent: container('var(--shade)'),
    warning: container('var(--warn-surface)'),
  },
  textBlock: { headingLevel: 2 },
  actions: {
    maxActions: 100,
    spacing: 'default',
    buttonSpacing: 0,
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
    showCard: { actionMode: 'inline', inlineTopMargin: 8 },
  },
  adaptiveCard: { allowCustomStyle: false },
};
