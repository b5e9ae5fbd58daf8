/** The part of highlight.js that the page uses, and the tree that it keeps for what writes its output. */
declare const hljs: {
  registerLanguage(name: string, grammar: unknown): void;
  getLanguage(name: string): { name: string } | undefined;
  highlight(text: string, options: { language: string; ignoreIllegals?: boolean }): { _emitter: { rootNode: { children: any[] } } };
};
export default hljs;
