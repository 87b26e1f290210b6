/** Whether somebody asks rather than answers; then what the words could also mean as an answer does not count. */
export function isQuestion(text: string): boolean {
  return (
    /\?\s*$/.test(text.slice(-50)) ||
    /^\s*(?:what|which|where|how|why|is it|is this|can i|do i|should i|when|who)\b/i.test(text.slice(0, 50))
  );
}
