// Runs before the page's own scripts, and notes when what came over the socket or from a key was painted.
(() => {
  const probe = {
    /** Message id -> when its event came, and when it was painted, milliseconds. */
    arrived: {}, painted: {},
    /** Every key: its name and the time until the next painting, milliseconds. */
    keys: [],
  };
  window.probe = probe;

  const afterPaint = (then) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = then;
    port2.postMessage(0);
  });

  probe.afterPaint = afterPaint;

  const Native = window.WebSocket;
  window.WebSocket = class extends Native {
    constructor(...words) {
      super(...words);
      this.addEventListener("message", ({ data }) => {
        const now = performance.now();
        for (const [, id] of String(data).matchAll(/\["message:posted",\{"message":\{"id":"([\w-]+)"/g)) probe.arrived[id] = now;
      });
    }
  };

  new MutationObserver((changes) => {
    const fresh = [];
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        const rows = node.nodeType === 1 ? [node, ...node.querySelectorAll("article[data-id]")] : [];
        for (const row of rows) if (probe.arrived[row.dataset?.id] && !probe.painted[row.dataset.id]) fresh.push(row.dataset.id);
      }
    }
    if (fresh.length) afterPaint(() => fresh.forEach((id) => (probe.painted[id] ??= performance.now())));
  }).observe(document, { childList: true, subtree: true });

  addEventListener("keydown", (event) => afterPaint(() => probe.keys.push([event.key, performance.now() - event.timeStamp])), true);
})();
